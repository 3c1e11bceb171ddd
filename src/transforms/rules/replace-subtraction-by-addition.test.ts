import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceSubtractionByAddition as rule } from './replace-subtraction-by-addition';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-subtraction-by-addition', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Sub', [x, g.constant('c', 'float32', [3])])),
        ),
      ),
    ).toEqual(['Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sub', [x, g.scalar('c', 'int32', 2)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g) => g.op('Sub', [g.constant('d', 'float32', [3]), g.constant('c', 'float32', [3])])),
      ),
    ).toContain('both are constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Sub', [x, y])),
      ),
    ).toContain('an input is not constant');
  });
});
