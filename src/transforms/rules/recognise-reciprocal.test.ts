import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseReciprocal as rule } from './recognise-reciprocal';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-reciprocal', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Div', [g.scalar('c', 'float32', 1), g.op('Exp', [x])])),
        ),
      ),
    ).toEqual(['Exp', 'Reciprocal']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [g.scalar('c', 'float32', 2), x])),
      ),
    ).toContain('the constant is not 1');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [g.constant('c', 'float32', [1, 1, 1], [1]), x])),
      ),
    ).toContain('the constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [g.scalar('c', 'int32', 1), x]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
