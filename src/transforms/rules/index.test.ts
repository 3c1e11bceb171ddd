import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleListHash, rules } from '.';

describe('the list of rules', () => {
  it('names each rule once, each with its file and its test', () => {
    const names = rules.map((rule) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    const missing = rules
      .filter((rule) => rule.family !== 'discovered')
      .flatMap(({ name }) => [`${name}.ts`, `${name}.test.ts`])
      .filter((file) => !existsSync(new URL(file, import.meta.url)));
    expect(missing).toEqual([]);
  });

  it('takes back only rules that exist', () => {
    const names = new Set(rules.map((rule) => rule.name));
    expect(rules.flatMap((rule) => rule.undoes.filter((name) => !names.has(name)))).toEqual([]);
  });

  it('hashes a beginning of the list as that list', () => {
    expect(ruleListHash(rules, 10)).toBe(ruleListHash(rules.slice(0, 10)));
    expect(ruleListHash(rules, 10)).not.toBe(ruleListHash(rules, 11));
    expect(ruleListHash()).toMatch(/^[0-9a-f]{8}$/);
  });

  it('still begins with the list that the shipped world model knows', () => {
    expect(ruleListHash(rules, 207)).toBe('8bb7049c');
  });
});
