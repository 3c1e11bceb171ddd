import type { RuleCases } from '../case';
import { activationCases } from './activations';
import { algebraCases } from './algebra';
import { moreAlgebraCases } from './algebra2';
import { cleanupCases } from './cleanup';
import { moreCleanupCases } from './cleanup2';
import { foldingCases } from './folding';
import { orderedCases } from './functions';
import { gemmCases, matmulCases } from './matmul';
import { normalizationCases } from './normalization';

/** The cases of every rule by the rule's name. */
export const ruleCases: ReadonlyMap<string, RuleCases> = new Map(
  [
    cleanupCases,
    moreCleanupCases,
    foldingCases,
    algebraCases,
    moreAlgebraCases,
    orderedCases,
    activationCases,
    normalizationCases,
    matmulCases,
    gemmCases,
  ].flatMap((cases) => Object.entries(cases)),
);
