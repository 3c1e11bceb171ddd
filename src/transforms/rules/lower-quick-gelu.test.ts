import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerQuickGelu as rule } from './lower-quick-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-quick-gelu', () => {
  const quick = (attrs: Readonly<Record<string, { readonly float: number }>>, to = 1) =>
    model((g, x) => g.op('QuickGelu', [g.op('Cast', [x], { to })], attrs, { domain: 'com.microsoft' }));

  it('writes it out', async () => {
    expect(opsOf(await expectRewrite(rule, quick({})))).toEqual(['Cast', 'Mul', 'Sigmoid', 'Mul']);
    await expectRewrite(rule, quick({ alpha: { float: 2 } }));
  });

  it('writes SiLU without a factor', async () => {
    expect(opsOf(await expectRewrite(rule, quick({ alpha: { float: 1 } })))).toEqual([
      'Cast',
      'Sigmoid',
      'Mul',
    ]);
  });

  it('refuses halves', () => {
    expect(refusals(rule, quick({}, 10))).toContain('the type is float16');
  });
});
