import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseSoftplus as rule } from './recognise-softplus';
import { expectRewrite, opsOf, refusals } from './testing';

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
