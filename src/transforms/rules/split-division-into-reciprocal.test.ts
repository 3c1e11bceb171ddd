import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { splitDivisionIntoReciprocal as rule } from './split-division-into-reciprocal';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('split-division-into-reciprocal', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Div', [x, g.op('Exp', [y])])),
        ),
      ),
    ).toEqual(['Exp', 'Reciprocal', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [x, g.scalar('c', 'float32', 2)])),
      ),
    ).toContain('the divisor is constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Div', [x, y]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
