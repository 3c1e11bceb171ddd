import { describe, expect, it } from 'vitest';
import { graphOf, model } from './fixtures';
import { lowerLeakyRelu as rule } from './lower-leaky-relu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-leaky-relu', () => {
  it.each([{}, { alpha: { float: 0.3 } }, { alpha: { float: 1 } }])('rewrites %o', async (attrs) => {
    const after = await expectRewrite(
      rule,
      model((g, x) => g.op('LeakyRelu', [x], attrs)),
    );
    expect(opsOf(after)).toEqual(['Mul', 'Max']);
  });

  it('refuses the rest', () => {
    for (const alpha of [-0.5, 0, 2]) {
      const steep = model((g, x) => g.op('LeakyRelu', [x], { alpha: { float: alpha } }));
      expect(refusals(rule, steep)).toEqual(['the slope is not between 0 and 1']);
    }
    const old = graphOf((g) => g.op('LeakyRelu', [g.input('x', 'float32', [2])]), { opset: 7 });
    expect(refusals(rule, old)).toEqual(['Max does not broadcast before opset 8']);
  });
});
