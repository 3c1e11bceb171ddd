import type { Rule } from '../rule';
import type { RuleCases } from './case';
import { type ProveOptions, proveRule } from './prove';

/** What became of a rule whose check was taken away. */
export interface Mutation {
  readonly name: string;
  /** 'none': it has no check; 'caught': the prover refuses it; 'unnoticed': the prover takes it. */
  readonly outcome: 'none' | 'caught' | 'unnoticed';
  /** How it was caught; '' when it was not. */
  readonly reason: string;
}

/** The rule with a check that lets everything pass. */
const withoutCheck = (rule: Rule): Rule => ({ ...rule, check: () => null });

/** Proves the rule without its check; what survives that is a condition that no class and no near miss needs. */
export function mutate(rule: Rule, cases: RuleCases | undefined, options: ProveOptions): Mutation {
  const { name } = rule;
  if (rule.check === undefined) return { name, outcome: 'none', reason: '' };
  const proof = proveRule(withoutCheck(rule), cases, options);
  return proof.status === 'failed'
    ? { name, outcome: 'caught', reason: proof.reason }
    : { name, outcome: 'unnoticed', reason: '' };
}
