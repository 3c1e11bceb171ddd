import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { factorOutCommonFactor as rule } from './factor-out-common-factor';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('factor-out-common-factor', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Mul', [x, y]), g.op('Mul', [g.op('Exp', [y]), x])])),
        ),
      ),
    ).toEqual(['Exp', 'Add', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('Sub', [g.op('Mul', [y, x]), g.op('Mul', [x, g.constant('c', 'float32', [3])])]),
          ),
        ),
      ),
    ).toEqual(['Sub', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [g.op('Mul', [x, x]), g.op('Mul', [y, y])])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [g.op('Mul', [x, y]), g.op('Mul', [x, x])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
