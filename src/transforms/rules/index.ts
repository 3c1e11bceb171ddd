import { hashString } from '../../core';
import type { Rule } from '../rule';
import { eliminateIdentity } from './eliminate-identity';

/**
 * Every rule. A rule's index is the agent's action id, so the list is append-only: add at the end, never reorder or
 * remove. Traces and checkpoints store its length and hash.
 */
export const rules: readonly Rule[] = [eliminateIdentity];

/** Hash of the first `length` names of a list of rules, as eight hexadecimal digits. */
export const ruleListHash = (list: readonly Rule[] = rules, length = list.length): string =>
  hashString(
    list
      .slice(0, length)
      .map((rule) => rule.name)
      .join('\n'),
  )
    .toString(16)
    .padStart(8, '0');
