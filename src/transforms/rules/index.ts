import { discoveredRules } from '../discover';
import { hashRuleNames } from '../hashRuleNames';
import type { Rule } from '../rule';
import { functionRules } from './list/functionRules';
import { laterRules } from './list/laterRules';
import { linearRules } from './list/linearRules';
import { tidyingRules } from './list/tidyingRules';

/**
 * Every rule. A rule's index is the agent's action id, so the list is append-only: add at the end of its last part, never
 * reorder or remove. Traces and checkpoints store its length and hash.
 */
export const rules: readonly Rule[] = [
  ...tidyingRules,
  ...linearRules,
  ...functionRules,
  ...discoveredRules,
  ...laterRules,
];

/** Hash of the first `length` names of a list of rules, as eight hexadecimal digits. */
export const ruleListHash = (list: readonly Rule[] = rules, length = list.length): string =>
  hashRuleNames(list.slice(0, length).map((rule) => rule.name));
