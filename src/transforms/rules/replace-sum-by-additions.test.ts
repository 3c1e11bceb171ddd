import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceSumByAdditions as rule } from './replace-sum-by-additions';
import { expectRewrite, opsOf, refusals } from './testing';

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
