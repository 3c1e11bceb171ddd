import { expect, it } from 'vitest';
import { any, defineRule, op } from '../kit';
import { rules } from '../rules';
import { ruleCases } from './cases';
import type { Draft } from './draft';
import { numericTests, proveRule } from './prove';
import { proveRules } from './proveRules';

it('proves or marks every rule', { timeout: 240_000 }, () => {
  const { rules: proofs } = proveRules({ instances: 3, points: 1 });
  const failed = proofs.filter((proof) => proof.status === 'failed');
  expect(failed.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([]);
  expect(proofs.filter((proof) => proof.family !== 'discovered').length).toBeGreaterThanOrEqual(80);
  for (const proof of proofs) expect(proof.errorBound ?? 0, proof.name).toBeLessThan(1e-9);
});

it('has cases for rules that exist, and says why they suffice', () => {
  const names = new Set(rules.map((rule) => rule.name));
  expect([...ruleCases.keys()].filter((name) => !names.has(name))).toEqual([]);
  for (const cases of ruleCases.values()) expect(cases.why).toMatch(/\.$/);
});

/** Rounding has no exact form: what is true of it is tested in doubles. */
const roundTwice = (wrong: boolean) =>
  defineRule({
    name: 'round-once',
    family: 'elementwise',
    title: 'Rounding what is rounded changes nothing.',
    before: 'Round(Round(x))',
    after: 'Round(x)',
    conditions: [],
    algebra: 'round(round(x)) = round(x)',
    exactness: 'bits',
    roots: [op('Round', [op('Round', [any('x')])])],
    rewrite: (m, b) => (wrong ? b.node('Floor', [m.value('x')]) : b.node('Round', [m.value('x')])),
  });

it('tests a rule that says it cannot be proved on numbers, zeros, subnormals, infinities and NaN', () => {
  const cases = {
    why: 'Any shape, as it works element by element.',
    marked: 'rounding is no polynomial',
    classes: {
      any: (d: Draft) => d.out(d.op('Round', [d.op('Round', [d.x(d.shape(2))])])),
    },
  };
  const proof = proveRule(roundTwice(false), cases);
  expect(proof).toMatchObject({ status: 'marked', reason: cases.marked, errorBound: null });
  expect(Number.parseInt(proof.method, 10)).toBeGreaterThanOrEqual(numericTests);
  expect(proveRule(roundTwice(true), cases)).toMatchObject({ status: 'failed' });
});
