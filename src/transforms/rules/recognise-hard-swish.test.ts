import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseHardSwish as rule } from './recognise-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-hard-swish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 })])),
        ),
      ),
    ).toEqual(['HardSwish']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x])])),
      ),
    ).toContain('the line is another one');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('HardSigmoid', [x])])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 })]), 13),
      ),
    ).toContain('there is no HardSwish before opset 14');
  });
});
