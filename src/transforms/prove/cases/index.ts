import type { RuleCases } from '../case';
import { algebraCases } from './algebra';
import { moreAlgebraCases } from './algebra2';
import { cleanupCases } from './cleanup';
import { moreCleanupCases } from './cleanup2';
import { foldingCases } from './folding';

/** The cases of every rule by the rule's name. */
export const ruleCases: ReadonlyMap<string, RuleCases> = new Map(
  [cleanupCases, moreCleanupCases, foldingCases, algebraCases, moreAlgebraCases].flatMap((cases) =>
    Object.entries(cases),
  ),
);
