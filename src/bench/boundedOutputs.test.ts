import { describe, expect, it } from 'vitest';
import type { ValueId } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { boundedOutputs } from './boundedOutputs';

describe('boundedOutputs', () => {
  it('finds rearranged values of bounded functions, and nothing that was scaled since', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [2, 4]);
    const p = g.op('Sigmoid', [x]);
    const q = g.op('Softmax', [x]);
    g.output('probability', g.op('Transpose', [g.op('Reshape', [p, g.ints('s', [4, 2])])]));
    g.output('both', g.op('Concat', [p, q], { axis: 1 }));
    g.output('mixed', g.op('Concat', [p, x], { axis: 1 }));
    g.output('scaled', g.op('Mul', [p, x]));
    g.output('raw', g.op('Relu', [x]));
    expect([...boundedOutputs(g.build())].sort()).toEqual(['both', 'probability']);
  });

  it('looks into branches, and through means', () => {
    const g = graphBuilder({ opset: 13 });
    const p = g.op('Sigmoid', [g.input('x', 'float32', [2, 1, 4])]);
    const branch = (build: (inner: ReturnType<typeof graphBuilder>) => ValueId) => {
      const inner = graphBuilder({ opset: 13 });
      inner.output('out', build(inner));
      return inner;
    };
    const squeezed = branch((inner) => inner.op('Squeeze', [inner.capture(p), inner.ints('a', [1])]));
    const same = branch((inner) => inner.op('Identity', [inner.capture(p)]));
    const scaled = branch((inner) => inner.op('Add', [inner.capture(p), inner.capture(p)]));
    const test = g.input('test', 'bool', []);
    const chosen = g.op('If', [test], { then_branch: squeezed, else_branch: same });
    g.output('mean', g.op('ReduceMean', [chosen], { axes: [1] }));
    g.output('unsure', g.op('If', [test], { then_branch: scaled, else_branch: same }));
    expect([...boundedOutputs(g.build())]).toEqual(['mean']);
  });
});
