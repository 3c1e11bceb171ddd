import { describe, expect, it } from 'vitest';
import { makeInputs } from './inputs';
import { encodeBeside } from './materialise';
import { measureNodeTimes } from './nodeTimes';
import { denseGraph, testRuntime } from './testing';

describe('node times', () => {
  it('gives every node its share at level disabled', async () => {
    const runtime = await testRuntime();
    const graph = denseGraph(128, 128, 128);
    const prepare = async (labelled: typeof graph) => encodeBeside(labelled, () => new Uint8Array());
    const feeds = makeInputs(graph, { kind: 'normal', seed: 1 });
    const times = await measureNodeTimes(runtime, prepare, graph, feeds, { level: 'disabled', runs: 3 });
    expect([...times.byNode.keys()].sort()).toEqual([...graph.nodes()].map((node) => node.id).sort());
    expect(times.fused.size).toBe(0);
    const matmul = [...graph.nodes()].find((node) => node.op === 'MatMul');
    expect(times.byNode.get(matmul?.id ?? (0 as never))).toBeGreaterThan(times.totalMs / 3);
  });
});
