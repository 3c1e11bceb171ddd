import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerClipToMinMax as rule } from './lower-clip-to-min-max';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-clip-to-min-max', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('h0_5', 'float32', 0.5)]),
          ),
        ),
      ),
    ).toEqual(['Max', 'Min']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [x, g.scalar('l', 'float32', -Infinity), g.scalar('h', 'float32', 0.5)]),
          ),
        ),
      ),
    ).toEqual(['Min']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Clip', [x, g.scalar('l', 'float32', 0.5)])),
        ),
      ),
    ).toEqual(['Max']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Clip', [x, g.scalar('l', 'float32', -Infinity), g.scalar('h', 'float32', Infinity)]),
        ),
      ),
    ).toContain('there is no bound');
    const open = model((g, x) => g.op('Clip', [x, null, g.scalar('c', 'float32', 0.5)]));
    expect(refusals(rule, open)).toContain(
      'a lower bound that is left out makes −∞, which masks have, the smallest number',
    );
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
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x], { min: 0.5 }), 7),
      ),
    ).toContain('Max and Min do not broadcast before opset 8');
  });
});
