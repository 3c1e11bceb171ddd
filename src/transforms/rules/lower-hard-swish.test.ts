import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerHardSwish as rule } from './lower-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-hard-swish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('HardSwish', [x])),
        ),
      ),
    ).toEqual(['HardSigmoid', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('HardSwish', [g.op('Cast', [x], { to: 10 })])),
      ),
    ).toContain('the type is float16, not float32');
  });
});
