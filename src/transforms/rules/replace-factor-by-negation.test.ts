import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { replaceFactorByNegation as rule } from './replace-factor-by-negation';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('replace-factor-by-negation', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [g.scalar('c', 'float32', -1), x])),
        ),
      ),
    ).toEqual(['Neg']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Div', [x, g.constant('c', 'float32', [1, 1], [-1])])),
        ),
      ),
    ).toEqual(['Neg']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.scalar('c', 'float32', 1)])),
      ),
    ).toContain('the constant is not −1');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [g.scalar('c', 'float32', -1), x])),
      ),
    ).toContain('the constant is divided');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.constant('c', 'float32', [1, 1, 1], [-1])])),
      ),
    ).toContain('the constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.scalar('c', 'int32', -1)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
