import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { distributeCommonFactor as rule } from './distribute-common-factor';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('distribute-common-factor', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.op('Add', [x, y]), g.op('Exp', [x])])),
        ),
      ),
    ).toEqual(['Exp', 'Mul', 'Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.constant('c', 'float32', [3]), g.op('Sub', [x, y])])),
        ),
      ),
    ).toEqual(['Mul', 'Mul', 'Sub']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [g.scalar('c', 'float32', 2), g.op('Add', [x, g.scalar('d', 'float32', 2)])]),
        ),
      ),
    ).toContain('the factor and an addend are constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [x, g.op('Add', [x, y])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
