import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { dropRepeatedFunction as rule } from './drop-repeated-function';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('drop-repeated-function', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Floor', [g.op('Round', [x])]), y])),
        ),
      ),
    ).toEqual(['Round', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Sign', [g.op('Sign', [x])]), y])),
        ),
      ),
    ).toEqual(['Sign', 'Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sign', [g.op('Floor', [x])])),
      ),
    ).toContain('a whole number is not its sign');
  });
  it('moves the name of an output to the inner one', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Ceil', [g.op('Floor', [x])])),
        ),
      ),
    ).toEqual(['Floor']);
  });
});
