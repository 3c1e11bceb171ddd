import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceClipByRelu as rule } from './replace-clip-by-relu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-clip-by-relu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Clip', [x, g.scalar('c', 'float32', 0)])),
        ),
      ),
    ).toEqual(['Relu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [
              x,
              g.scalar('c', 'float32', 0),
              g.scalar('d', 'float32', Number.POSITIVE_INFINITY),
            ]),
          ),
        ),
      ),
    ).toEqual(['Relu']);
  });
  it('reads attributes of old opsets', async () => {
    const after = await expectRewrite(
      rule,
      model((g, x) => g.op('Clip', [x], { min: { float: 0 } }), 9),
    );
    expect(opsOf(after)).toEqual(['Relu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x, g.scalar('l0', 'float32', 0), g.scalar('h6', 'float32', 6)])),
      ),
    ).toContain('there is an upper bound');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('h6', 'float32', 6)])),
      ),
    ).toContain('the lower bound is not 0');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Clip', [x, g.op('ReduceMax', [y], { keepdims: 0 })])),
      ),
    ).toContain('a bound is not known');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x, g.scalar('c', 'int32', 0)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
