import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerMish as rule } from './lower-mish';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-mish', () => {
  const mish = (to: number) => model((g, x) => g.op('Mish', [g.op('Cast', [x], { to })]), 18);

  it('writes it out', async () => {
    expect(opsOf(await expectRewrite(rule, mish(1)))).toEqual(['Cast', 'Softplus', 'Tanh', 'Mul']);
  });

  it('refuses halves', () => {
    expect(refusals(rule, mish(10))).toContain('the type is float16');
  });
});
