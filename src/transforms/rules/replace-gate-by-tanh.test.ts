import { describe, expect, it } from 'vitest';
import { graphOf, model } from './fixtures';
import { replaceGateByTanh as rule } from './replace-gate-by-tanh';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-gate-by-tanh', () => {
  it('rewrites SiLU with one product more', async () => {
    const silu = model((g, x) => g.op('Mul', [g.op('Sigmoid', [x]), x]));
    expect(opsOf(await expectRewrite(rule, silu))).toEqual(['Mul', 'Tanh', 'Mul', 'Add']);
  });

  const gated = (channels: readonly number[], gate: readonly number[]) =>
    graphOf((g) =>
      g.op('Mul', [g.input('y', 'float32', channels), g.op('Sigmoid', [g.input('x', 'float32', gate)])]),
    );

  it('rewrites what is gated by another value, which may be smaller', async () => {
    const after = await expectRewrite(rule, gated([2, 3, 4], [2, 3, 4]));
    expect(opsOf(after).filter((name) => name === 'Mul')).toHaveLength(3);
    await expectRewrite(rule, gated([3, 1], [2, 3, 4]));
  });

  it('leaves a gate per channel to the Sigmoid’s own rule', () => {
    expect(refusals(rule, gated([2, 3, 4], [2, 3, 1]))).toContain('the gate is smaller than what it gates');
  });

  it('refuses halves', () => {
    const half = model((g, x) => {
      const h = g.op('Cast', [x], { to: 10 });
      return g.op('Mul', [h, g.op('Sigmoid', [h])]);
    });
    expect(refusals(rule, half)).toContain('the type is float16');
  });
});
