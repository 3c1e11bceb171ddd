import { describe, expect, it } from 'vitest';
import { graphBuilder } from './fixtures';

describe('graphBuilder', () => {
  it('writes nodes, uses, constants and outputs', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', ['batch', 3, 8, 8]);
    const w = g.constant('w', 'float32', [4, 3, 3, 3]);
    const y = g.op('Conv', [x, w], { kernel_shape: [3, 3], auto_pad: 'VALID' }, { name: 'conv' });
    const z = g.op('LeakyRelu', [y], { alpha: { float: 1 } });
    g.output('z', z);
    const graph = g.raw();
    expect(graph.size).toBe(2);
    expect(graph.uses(y)).toEqual([{ node: 1, slot: 0 }]);
    expect(graph.producer(y)?.attrs.get('kernel_shape')).toEqual({ kind: 'ints', value: [3, 3] });
    expect(graph.producer(z)?.attrs.get('alpha')).toEqual({ kind: 'float', value: 1 });
    expect(graph.constant(w)?.shape).toEqual([4, 3, 3, 3]);
    expect(graph.value(z).name).toBe('z');
    expect(graph.outputs).toEqual([z]);
  });

  it('puts an Identity where an output would rename an input', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2]);
    g.output('y', x);
    const graph = g.build();
    expect(graph.producer(graph.outputs[0])?.op).toBe('Identity');
  });

  it('shares one list of captures between the branches of an If', () => {
    const g = graphBuilder();
    const cond = g.input('cond', 'bool', []);
    const a = g.input('a', 'float32', [2]);
    const b = g.input('b', 'float32', [2]);
    const yes = graphBuilder();
    yes.output('t', yes.op('Neg', [yes.capture(b)]));
    const no = graphBuilder();
    no.output('e', no.op('Add', [no.capture(a), no.capture(b)]));
    const y = g.op('If', [cond], { then_branch: yes, else_branch: no });
    g.output('y', y);
    const graph = g.raw();
    const node = graph.producer(y);
    expect(node?.captures).toEqual([b, a]);
    const branch = node?.attrs.get('else_branch');
    const inner = branch?.kind === 'graph' ? [...branch.value.values()] : [];
    expect(inner.map((value) => value.capture)).toEqual([1, 0, null]);
    expect(graph.uses(a)).toEqual([{ node: 0, slot: 2 }]);
  });
});
