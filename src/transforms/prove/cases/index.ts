import { discoveredCases } from '../../discover/cases';
import type { RuleCases } from '../case';
import { activationCases } from './activations';
import { algebraCases } from './algebra';
import { moreAlgebraCases } from './algebra2';
import { channelCases } from './channels';
import { cleanupCases } from './cleanup';
import { moreCleanupCases } from './cleanup2';
import { convCases } from './conv';
import { parallelConvCases } from './conv2';
import { pointwiseConvCases } from './conv3';
import { foldingCases } from './folding';
import { orderedCases } from './functions';
import { fusionCases } from './fusions';
import { gatherCases } from './gathers';
import { lateCases } from './late';
import { gemmCases, matmulCases } from './matmul';
import { motionCases } from './motion';
import { normalizationCases } from './normalization';
import { averageCases, maxPoolCases } from './pools';
import { reductionCases } from './reductions';
import { repeatCases } from './repeats';
import { sliceCases } from './slices';
import { splitCases } from './splits';
import { turnCases } from './turns';
import { winogradCases } from './winograd';

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
    convCases,
    parallelConvCases,
    pointwiseConvCases,
    fusionCases,
    maxPoolCases,
    averageCases,
    channelCases,
    motionCases,
    sliceCases,
    splitCases,
    reductionCases,
    repeatCases,
    turnCases,
    gatherCases,
    lateCases,
    winogradCases,
    discoveredCases,
  ].flatMap((cases) => Object.entries(cases)),
);
