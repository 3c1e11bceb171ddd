import { hashString } from '../core';

/** The hash of a list of rules by their names, in order: 8 hexadecimal digits. */
export const hashRuleNames = (names: readonly string[]): string =>
  hashString(names.join('\n')).toString(16).padStart(8, '0');
