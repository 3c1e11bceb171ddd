import { describe, expect, it } from 'vitest';
import type { HostTensor, Runtime } from '../../../bench';
import { type Graph, graphBuilder } from '../../../graph';
import { createLab } from './lab';
import { openedGraph } from './testing';

/** Nothing here runs anything. */
const runtime = {} as Runtime;

const labOf = (base: Graph, inputs: ReadonlyMap<string, HostTensor>) =>
  createLab({
    model: openedGraph(base),
    runtime,
    seed: 0,
    inputs,
    hidden: () => false,
  });

describe('a lab', () => {
  it('is there for a model that nothing can be fed to: its weights are computed all the same', () => {
    const g = graphBuilder();
    g.output('y', g.op('Identity', [g.input('x', 'string', [2])]));
    const lab = labOf(g.build(), new Map());
    expect(lab.evaluator).toBeDefined();
    expect(() => lab.feeds).toThrow(expect.objectContaining({ code: 'INPUT_UNSUPPORTED' }));
  });

  it('feeds a person’s input as long as it has the dimensions of the model', () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.input('x', 'float32', [2])]));
    const own = (length: number): HostTensor => ({
      dtype: 'float32',
      shape: [length],
      bytes: new Uint8Array(4 * length),
    });
    const fitting = own(2);
    expect(labOf(g.build(), new Map([['x', fitting]])).feeds.get('x')).toBe(fitting);
    expect(labOf(g.build(), new Map([['x', own(5)]])).feeds.get('x')?.shape).toEqual([2]);
  });
});
