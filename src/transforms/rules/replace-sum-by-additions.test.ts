import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { replaceSumByAdditions as rule } from './replace-sum-by-additions';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('replace-sum-by-additions', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Sum', [x, y])),
        ),
      ),
    ).toEqual(['Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Sum', [x, y, g.constant('c', 'float32', [3])])),
        ),
      ),
    ).toEqual(['Add', 'Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sum', [x])),
      ),
    ).toContain('there is a single operand');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Sum', [x, y]), 7),
      ),
    ).toContain('operands do not broadcast before opset 8');
  });
});
