import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { graphOf, model } from './fixtures';
import { replaceSigmoidByTanh as rule } from './replace-sigmoid-by-tanh';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-sigmoid-by-tanh', () => {
  it('rewrites, whatever reads it', async () => {
    const plain = model((g, x) => g.op('Sigmoid', [x]));
    expect(opsOf(await expectRewrite(rule, plain))).toEqual(['Mul', 'Tanh', 'Mul', 'Add']);
    await expectRewrite(
      rule,
      model((g, x, y) => {
        const s = g.op('Sigmoid', [x]);
        return g.op('Sub', [g.op('Mul', [s, y]), s]);
      }),
    );
  });

  it('rewrites a gate per channel, and one that is an output besides', async () => {
    const perChannel = graphOf((g) =>
      g.op('Mul', [
        g.input('y', 'float32', [2, 3, 4]),
        g.op('Sigmoid', [g.input('x', 'float32', [2, 3, 1])]),
      ]),
    );
    await expectRewrite(rule, perChannel);
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const s = g.op('Sigmoid', [x]);
    g.output('gate', s);
    g.output('y', g.op('Mul', [s, x]));
    await expectRewrite(rule, g.build());
  });

  it('leaves gates to their own rule, and refuses halves', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('Sigmoid', [x])])),
      ),
    ).toContain('it gates a product');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sigmoid', [g.op('Cast', [x], { to: 10 })])),
      ),
    ).toContain('the type is float16');
  });

  it.each([
    ['Log', model((g, x) => g.op('Log', [g.op('Sigmoid', [x])]))],
    ['Div', model((g, x, y) => g.op('Div', [y, g.op('Sigmoid', [x])]))],
    ['Reciprocal', model((g, x) => g.op('Reciprocal', [g.op('Sigmoid', [x])]))],
  ])('refuses what %s reads: far below zero it would be zero', (name, graph) => {
    expect(refusals(rule, graph)).toContain(`${name} tells very small values apart`);
  });

  it('may be divided', async () => {
    await expectRewrite(
      rule,
      model((g, x) => g.op('Div', [g.op('Sigmoid', [x]), g.scalar('two', 'float32', 2)])),
    );
  });
});
