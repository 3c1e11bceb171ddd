import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { recogniseMish as rule } from './recognise-mish';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('recognise-mish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, g.op('Tanh', [g.op('Softplus', [x])])]), 18),
        ),
      ),
    ).toEqual(['Mish']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('Tanh', [g.op('Softplus', [x])])])),
      ),
    ).toContain('there is no Mish before opset 18');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('Tanh', [g.op('Softplus', [x])])]), 18),
      ),
    ).toContain('is not the same value');
  });
});
