import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { absorbNegationIntoSum as rule } from './absorb-negation-into-sum';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('absorb-negation-into-sum', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Neg', [y]), x])),
        ),
      ),
    ).toEqual(['Sub']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [x, g.op('Neg', [y])])),
        ),
      ),
    ).toEqual(['Sub']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Sub', [x, g.op('Neg', [y])])),
        ),
      ),
    ).toEqual(['Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Sub', [g.op('Neg', [x]), y])),
      ),
    ).toContain('the negative is the first operand');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [x, g.op('Neg', [y])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
