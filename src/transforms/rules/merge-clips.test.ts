import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { mergeClips as rule } from './merge-clips';
import { expectRewrite, opsOf, refusals } from './testing';

describe('merge-clips', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [
              g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('h0_5', 'float32', 0.5)]),
              g.scalar('lm0_25', 'float32', -0.25),
              g.scalar('h2', 'float32', 2),
            ]),
          ),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [
              g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('hm0_5', 'float32', -0.5)]),
              g.scalar('l0', 'float32', 0),
              g.scalar('h2', 'float32', 2),
            ]),
          ),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Relu', [
              g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('h0_5', 'float32', 0.5)]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [
              g.op('Relu', [x]),
              g.scalar('l0_25', 'float32', 0.25),
              g.scalar('h0_5', 'float32', 0.5),
            ]),
          ),
        ),
      ),
    ).toEqual(['Clip']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Relu', [g.op('Clip', [x, g.scalar('c', 'float32', -3)])])),
        ),
      ),
    ).toEqual(['Relu']);
  });
  it('reads and writes attributes of old opsets', async () => {
    const before = model((g, x) => g.op('Relu', [g.op('Clip', [x], { min: -0.5, max: 0.25 })]), 9);
    expect(opsOf(await expectRewrite(rule, before))).toEqual(['Clip']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Clip', [
            g.op('Clip', [x, g.scalar('l1', 'float32', 1), g.scalar('hm1', 'float32', -1)]),
            g.scalar('l0', 'float32', 0),
            g.scalar('h2', 'float32', 2),
          ]),
        ),
      ),
    ).toContain('a bound is not known, or crosses the other');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Relu', [g.op('Clip', [x, g.op('ReduceMax', [y], { keepdims: 0 })])])),
      ),
    ).toContain('a bound is not known, or crosses the other');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Relu', [g.op('Relu', [x])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
