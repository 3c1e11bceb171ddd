import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { model } from './fixtures';
import { flattenVariadic as rule } from './flatten-variadic';
import { expectRewrite, opsOf, refusals } from './testing';

describe('flatten-variadic', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Max', [g.op('Exp', [x]), g.op('Max', [x, y])])),
        ),
      ),
    ).toEqual(['Exp', 'Max']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Sum', [g.op('Sum', [x, y, x]), g.constant('c', 'float32', [3])])),
        ),
      ),
    ).toEqual(['Sum']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Min', [g.op('Min', [x, y]), y])),
        ),
      ),
    ).toEqual(['Min']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Max', [g.op('Min', [x, y]), y])),
      ),
    ).toContain('no operand is made by the same operator alone');
    expect(
      refusals(
        rule,
        model((g, x, y) => ((m) => g.op('Max', [m, g.op('Exp', [m])]))(g.op('Max', [x, y]))),
      ),
    ).toContain('no operand is made by the same operator alone');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Max', [g.op('Max', [x, y]), y]), 7),
      ),
    ).toContain('operands do not broadcast before opset 8');
    const sums = (dtype: DType) => model((g, x, y) => g.op('Sum', [y, g.op('Sum', [x, y])]), 17, dtype);
    expect(refusals(rule, sums('float16'))).toContain('in float16 this could change values');
  });
});
