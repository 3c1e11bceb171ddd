import { describe, expect, it } from 'vitest';
import { graphOf, model } from './fixtures';
import { lowerReluToMax as rule } from './lower-relu-to-max';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-relu-to-max', () => {
  it('rewrites', async () => {
    const after = await expectRewrite(
      rule,
      model((g, x) => g.op('Relu', [x])),
    );
    expect(opsOf(after)).toEqual(['Max']);
  });

  it('refuses the rest', () => {
    const half = model((g, x) => g.op('Relu', [g.op('Cast', [x], { to: 10 })]));
    expect(refusals(rule, half)).toEqual(['the type is float16']);
    const old = graphOf((g) => g.op('Relu', [g.input('x', 'float32', [2])]), { opset: 7 });
    expect(refusals(rule, old)).toEqual(['Max does not broadcast before opset 8']);
  });
});
