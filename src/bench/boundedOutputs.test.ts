import { describe, expect, it } from 'vitest';
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
});
