import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerFastGelu as rule } from './lower-fast-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-fast-gelu', () => {
  const microsoft = { domain: 'com.microsoft' };

  it('writes it out', async () => {
    const plain = model((g, x) => g.op('FastGelu', [x], {}, microsoft));
    expect(opsOf(await expectRewrite(rule, plain))).toContain('Tanh');
    const biased = model((g, x) => g.op('FastGelu', [x, g.constant('b', 'float32', [3])], {}, microsoft));
    expect(opsOf(await expectRewrite(rule, biased))[0]).toBe('Add');
  });

  it('refuses halves', () => {
    const half = model((g, x) => g.op('FastGelu', [g.op('Cast', [x], { to: 10 })], {}, microsoft));
    expect(refusals(rule, half)).toContain('the type is float16');
  });
});
