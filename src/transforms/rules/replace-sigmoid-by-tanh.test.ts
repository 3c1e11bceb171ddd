import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceSigmoidByTanh as rule } from './replace-sigmoid-by-tanh';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-sigmoid-by-tanh', () => {
  it('rewrites, whatever reads it', async () => {
    const plain = model((g, x) => g.op('Sigmoid', [x]));
    expect(opsOf(await expectRewrite(rule, plain))).toEqual(['Mul', 'Tanh', 'Mul', 'Add']);
    await expectRewrite(
      rule,
      model((g, x, y) => {
        const s = g.op('Sigmoid', [x]);
        return g.op('Sub', [g.op('Mul', [s, y]), s]);
      }),
    );
  });

  it('leaves gates to their own rule, and refuses halves', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('Sigmoid', [x])])),
      ),
    ).toContain('it gates a product');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sigmoid', [g.op('Cast', [x], { to: 10 })])),
      ),
    ).toContain('the type is float16');
  });
});
