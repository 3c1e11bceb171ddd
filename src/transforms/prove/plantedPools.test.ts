import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import { any, defineRule, op } from '../kit';
import { type Pool, poolOf } from '../pooling';
import type { Rule, RuleSpec } from '../rule';
import { rules } from '../rules';
import { ruleCases } from './cases';
import { nearMisses } from './cases/nearMisses';
import { poolOf as samplesOf } from './pool';
import { proveRule } from './prove';

/**
 * Rules whose rewrite works out what their check found: taken apart from it here, with one condition left out at a time.
 */
const library = (name: string): Rule =>
  must(
    rules.find((rule) => rule.name === name),
    name,
  );

const without = (
  name: string,
  rewrite: RuleSpec['rewrite'],
  check: NonNullable<RuleSpec['check']>,
): Rule => ({
  ...library(name),
  check,
  rewrite,
});

const undilated = (pool: Pool) => pool.dilations.every((d) => d === 1);
const gapless = (pool: Pool) => pool.kernel.every((k, i) => k >= (pool.strides[i] ?? 1));
const unpadded = (pool: Pool) => pool.pads.every((p) => p === 0);
const whole = (pool: Pool) => !pool.ceil;

type Conditions = readonly ((pool: Pool) => boolean)[];

/** compose-max-pools with these conditions on the inner and the outer pooling only. */
const composing = (inner: Conditions, outer: Conditions): Rule =>
  without(
    'compose-max-pools',
    (m, b) => {
      const [first, second] = ['inner', 'outer'].map((name) => must(poolOf(m.graph, m.node(name)), name));
      if (first === undefined || second === undefined) return m.output;
      const step = (i: number): number => first.strides[i % first.spatial] ?? 1;
      return b.node('MaxPool', [m.value('x')], {
        kernel_shape: first.kernel.map((k, i) => k + ((second.kernel[i] ?? 1) - 1) * step(i)),
        strides: second.strides.map((s, i) => s * step(i)),
        pads: first.pads.map((p, i) => p + (second.pads[i] ?? 0) * step(i)),
      });
    },
    (m) => {
      const holds = (name: string, conditions: Conditions) => {
        const pool = poolOf(m.graph, m.node(name));
        return pool !== null && conditions.every((condition) => condition(pool));
      };
      const fits = holds('inner', inner) && holds('outer', outer);
      return fits ? null : { reason: 'a condition fails', node: null, value: null };
    },
  );

/** nest-max-pools with these conditions on the small and the large pooling only, and windows that may stick out. */
const nesting = (small: Conditions, large: Conditions, fits: boolean): Rule => {
  const rest = (m: Parameters<RuleSpec['rewrite']>[0]) => {
    const [a, b] = ['small', 'large'].map((name) => must(poolOf(m.graph, m.node(name)), name));
    if (a === undefined || b === undefined || a.node.id === b.node.id) return null;
    const kernel = b.kernel.map((k, i) => k - (a.kernel[i] ?? 1) + 1);
    const pads = b.pads.map((p, i) => p - (a.pads[i] ?? 0));
    const usual = kernel.every((k) => k > 1) && pads.every((p, i) => p < (kernel[i % kernel.length] ?? 1));
    if (!usual || !small.every((c) => c(a)) || !large.every((c) => c(b))) return null;
    if (fits && pads.some((p) => p < 0)) return null;
    return { kernel_shape: kernel, pads: pads.map((p) => Math.max(p, 0)), strides: b.strides };
  };
  return without(
    'nest-max-pools',
    (m, b) => {
      const window = rest(m);
      return window === null
        ? m.output
        : b.node('MaxPool', [must(m.node('small').outputs[0], 'maxima')], window);
    },
    (m) => (rest(m) === null ? { reason: 'a condition fails', node: null, value: null } : null),
  );
};

const unitStrides = (pool: Pool) => pool.strides.every((s) => s === 1);

/** Moves the addend of the right operand behind the product, as if every row of the left one summed to 1. */
const anyRows = defineRule({
  ...library('move-value-bias-behind-attention'),
  roots: [op('MatMul', [any('p'), op('Add', [any('v'), any('bias')])])],
  check: (m) =>
    m.shape('bias')?.length === 1 && (m.shape('v')?.length ?? 0) >= 2
      ? null
      : { reason: 'no bias per feature', node: null, value: null },
  rewrite: (m, b) => b.node('Add', [b.node('MatMul', [m.value('p'), m.value('v')]), m.value('bias')]),
});

const pool = samplesOf(ruleCases, 3, 1);
const all = { instances: 60, points: 1, pool };

describe('conditions that a rewrite works out itself', () => {
  it('take their rules apart without changing them', { timeout: 60_000 }, () => {
    const sound = composing([undilated, gapless, whole], [undilated, unpadded, whole]);
    expect(proveRule(sound, ruleCases.get(sound.name), all).reason).toBe('');
    const nested = nesting([undilated, whole, unitStrides], [undilated, whole], true);
    expect(proveRule(nested, ruleCases.get(nested.name), all).reason).toBe('');
  });

  it.each([
    ['gaps between the inner windows', composing([undilated, whole], [undilated, unpadded, whole])],
    ['an inner window that is dilated', composing([gapless, whole], [undilated, unpadded, whole])],
    ['an outer window that is dilated', composing([undilated, gapless, whole], [unpadded, whole])],
    ['an inner window over the end', composing([undilated, gapless], [undilated, unpadded, whole])],
    ['an outer window over the end', composing([undilated, gapless, whole], [undilated, unpadded])],
    ['padding behind a map that is not reached', composing([undilated, gapless, whole], [undilated, whole])],
    ['steps of the smaller window', nesting([undilated, whole], [undilated, whole], true)],
    ['a dilated smaller window', nesting([whole, unitStrides], [undilated, whole], true)],
    ['a dilated larger window', nesting([undilated, whole, unitStrides], [whole], true)],
    ['a larger window over the end', nesting([undilated, whole, unitStrides], [undilated], true)],
    [
      'padding of the smaller window alone',
      nesting([undilated, whole, unitStrides], [undilated, whole], false),
    ],
  ])('are missed: %s', { timeout: 60_000 }, (_, rule) => {
    const proof = proveRule(rule, ruleCases.get(rule.name), all);
    expect(proof.status).toBe('failed');
    expect(proof.reason).toMatch(/differs|became|would change/);
  });

  it('are missed: rows that do not sum to 1', () => {
    const rows = 'attention whose rows do not sum to 1';
    const classes = { rows: must(nearMisses[rows], rows) };
    const proof = proveRule(anyRows, { why: 'Every axis of the Softmax.', classes }, { instances: 40 });
    expect(proof).toMatchObject({ status: 'failed', reason: expect.stringContaining('differs') });
  });
});
