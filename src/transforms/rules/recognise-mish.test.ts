import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseMish as rule } from './recognise-mish';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-mish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, g.op('Tanh', [g.op('Softplus', [x])])]), 18),
        ),
      ),
    ).toEqual(['Mish']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('Tanh', [g.op('Softplus', [x])])])),
      ),
    ).toContain('there is no Mish before opset 18');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('Tanh', [g.op('Softplus', [x])])]), 18),
      ),
    ).toContain('is not the same value');
  });
});
