import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerSoftmax as rule } from './lower-softmax';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-softmax', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Softmax', [x]), 17),
        ),
      ),
    ).toEqual(['ReduceMax', 'Sub', 'Exp', 'ReduceSum', 'Div']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Softmax', [x], { axis: 0 }), 17),
        ),
      ),
    ).toEqual(['ReduceMax', 'Sub', 'Exp', 'ReduceSum', 'Div']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Softmax', [x]), 11),
        ),
      ),
    ).toEqual(['ReduceMax', 'Sub', 'Exp', 'ReduceSum', 'Div']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Softmax', [x], { axis: -1 }), 18),
        ),
      ),
    ).toEqual(['ReduceMax', 'Sub', 'Exp', 'ReduceSum', 'Div']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Softmax', [x], { axis: 0 }), 11),
      ),
    ).toContain('it is not over one known axis');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Softmax', [g.op('Cast', [x], { to: 10 })])),
      ),
    ).toContain('the type is float16');
  });
});
