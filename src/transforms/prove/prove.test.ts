import { expect, it } from 'vitest';
import { rules } from '../rules';
import { ruleCases } from './cases';
import { proveRules } from './proveRules';

it('proves or marks every rule', () => {
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
