import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { graphOf, model } from './fixtures';
import { replaceMishByExponential as rule } from './replace-mish-by-exponential';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-mish-by-exponential', () => {
  const mish = (g: GraphBuilder, y: ValueId, x: ValueId) =>
    g.op('Mul', [g.op('Tanh', [g.op('Softplus', [x])]), y]);

  it('rewrites Mish, and another value that is gated so', async () => {
    const after = await expectRewrite(
      rule,
      model((g, x) => mish(g, x, x)),
    );
    expect(opsOf(after)).toEqual(['Exp', 'Add', 'Mul', 'Add', 'Div', 'Sub', 'Mul']);
    await expectRewrite(
      rule,
      model((g, x, y) => mish(g, y, x)),
    );
  });

  it('holds where the exponential overflows and where it vanishes', async () => {
    const far = graphOf((g) => {
      const x = g.constant('x', 'float32', [6], [-200, -90, -20, 20, 90, 200]);
      const moved = g.op('Add', [
        x,
        g.op('Mul', [g.input('y', 'float32', [1]), g.scalar('k', 'float32', 1e-3)]),
      ]);
      return mish(g, moved, moved);
    });
    await expectRewrite(rule, far);
  });

  it('refuses halves', () => {
    const half = model((g, x) => {
      const h = g.op('Cast', [x], { to: 10 });
      return mish(g, h, h);
    });
    expect(refusals(rule, half)).toContain('the type is float16');
  });
});
