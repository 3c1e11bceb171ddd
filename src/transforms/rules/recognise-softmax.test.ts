import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseSoftmax as rule } from './recognise-softmax';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-softmax', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((e) => g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', [1])])]))(
                g.op('Exp', [g.op('Sub', [x, g.op('ReduceMax', [x], { axes: [-1] })])]),
              ),
            17,
          ),
        ),
      ),
    ).toEqual(['Softmax']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((e) => g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', [1])])]))(
                g.op('Exp', [g.op('Sub', [x, g.op('ReduceMax', [x], { axes: [0] })])]),
              ),
            17,
          ),
        ),
      ),
    ).toEqual(['ReduceMax', 'Sub', 'Softmax']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((e) => g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', [0])], { keepdims: 1 })]))(
                g.op('Exp', [x]),
              ),
            17,
          ),
        ),
      ),
    ).toEqual(['Softmax']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) => ((e) => g.op('Div', [e, g.op('ReduceSum', [e], { axes: [1] })]))(g.op('Exp', [x])),
            11,
          ),
        ),
      ),
    ).toEqual(['Softmax']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((e) => g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', [0, 1])], { keepdims: 1 })]))(
            g.op('Exp', [x]),
          ),
        ),
      ),
    ).toContain('sum and maximum are not over the same single axis');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((e) => g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', [0])], { keepdims: 0 })]))(
            g.op('Exp', [x]),
          ),
        ),
      ),
    ).toContain('sum and maximum are not over the same single axis');
    expect(
      refusals(
        rule,
        model(
          (g, x) => ((e) => g.op('Div', [e, g.op('ReduceSum', [e], { axes: [0] })]))(g.op('Exp', [x])),
          11,
        ),
      ),
    ).toContain('before opset 13 a Softmax flattens what follows its axis');
  });
});
