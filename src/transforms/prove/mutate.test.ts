import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import { rules } from '../rules';
import { ruleCases } from './cases';
import { checkPurposes } from './cases/purposes';
import type { Draft } from './draft';
import { mutate } from './mutate';
import { poolOf } from './pool';

const pool = poolOf(ruleCases, 3, 1);
const attempt = (name: string, cases = ruleCases.get(name)) => {
  const rule = must(
    rules.find((one) => one.name === name),
    name,
  );
  return mutate(rule, cases, { instances: 12, points: 1, pool, foreign: 400 });
};

const checked = rules.filter((rule) => rule.check !== undefined);

describe('a rule without its check', () => {
  it('is caught, or its check says that it is for something else', { timeout: 300_000 }, () => {
    const wrong = checked.flatMap(({ name }) => {
      const purpose = checkPurposes[name];
      const { outcome, reason } = attempt(name);
      if (outcome === 'unnoticed' && purpose === undefined) return [`${name}: unnoticed`];
      if (outcome === 'caught' && purpose !== undefined)
        return [`${name}: for ${purpose.for}, but ${reason}`];
      return [];
    });
    expect(wrong).toEqual([]);
    const names = new Set(checked.map((rule) => rule.name));
    expect(Object.keys(checkPurposes).filter((name) => !names.has(name))).toEqual([]);
  });

  it('goes unnoticed where the classes draw nothing beyond the conditions', () => {
    const name = 'eliminate-nop-transpose';
    expect(attempt(name).outcome).toBe('caught');
    const narrow = {
      why: 'One permutation, which moves nothing.',
      classes: {
        none: (d: Draft) => d.out(d.op('Relu', [d.op('Transpose', [d.x([2, 3])], { perm: [0, 1] })])),
      },
    };
    const rule = must(
      rules.find((one) => one.name === name),
      name,
    );
    expect(mutate(rule, narrow, { instances: 12, points: 1 }).outcome).toBe('unnoticed');
  });
});
