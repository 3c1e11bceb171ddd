import { describe, expect, it } from 'vitest';
import { collectMultiples as rule } from './collect-multiples';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('collect-multiples', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [x, x])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [g.op('Mul', [g.constant('c', 'float32', [3]), x]), x])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [x, g.op('Mul', [x, g.scalar('c', 'float32', 0.3)])])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Add', [
              g.op('Mul', [x, g.constant('c', 'float32', [2, 1])]),
              g.op('Mul', [x, g.constant('d', 'float32', [3])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [x, y])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Add', [x, x]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Add', [g.op('Mul', [x, g.constant('c', 'float32', [2, 2, 3])]), x])),
      ),
    ).toContain('a factor enlarges the value');
    expect(
      refusals(
        rule,
        model((g) => g.op('Add', [g.constant('c', 'float32', [2]), g.constant('c2', 'float32', [2])])),
      ),
    ).toContain('is not the same value');
  });
});
