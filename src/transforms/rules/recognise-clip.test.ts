import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseClip as rule } from './recognise-clip';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-clip', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Max', [g.scalar('c', 'float32', 0.25), x])),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Min', [x, g.constant('c', 'float32', [1], [0.25])])),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Max', [x, g.scalar('c', 'float32', 0)])),
        ),
      ),
    ).toEqual(['Relu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Max', [x, g.constant('c', 'float32', [3])])),
      ),
    ).toContain('the constant is not one finite number');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Max', [x, g.constant('c', 'float32', [1, 1, 1])])),
      ),
    ).toContain('the constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Max', [x, g.scalar('c', 'int32', 0)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Max', [x, g.scalar('c', 'float32', 0)]), 7),
      ),
    ).toContain('Max and Min do not broadcast before opset 8');
  });
});
