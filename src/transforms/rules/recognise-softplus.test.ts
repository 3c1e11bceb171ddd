import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { recogniseSoftplus as rule } from './recognise-softplus';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('recognise-softplus', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Log', [g.op('Add', [g.scalar('one', 'float32', 1), g.op('Exp', [x])])])),
        ),
      ),
    ).toEqual(['Softplus']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Log', [g.op('Add', [g.scalar('one', 'float32', 2), g.op('Exp', [x])])])),
      ),
    ).toContain('the constant is not 1');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Log', [g.op('Add', [g.constant('one', 'float32', [1, 1, 1], [1]), g.op('Exp', [x])])]),
        ),
      ),
    ).toContain('the constant may add axes');
  });
});
