import type { Plan } from './plan';

/** What of a plan a checkpoint carries: the rest is the same for every run of a kind. */
export type RunPlan = Pick<Plan, 'updates' | 'batch' | 'unroll' | 'learningRate'>;

/** What a checkpoint says of the run that it comes from; null where it does not say. */
export interface TrainedHere {
  readonly seed: number | null;
  readonly plan: RunPlan | null;
  /** Whether the first of its runs began with random weights: then its latents are like those of no other model. */
  readonly fromNothing: boolean;
}

/** Reads `trainedHere` of a checkpoint's provenance. */
export function trainedHereOf(provenance: Readonly<Record<string, unknown>>): TrainedHere {
  const { trainedHere, ...others } = provenance;
  if (!isRecord(trainedHere)) return { seed: null, plan: null, fromNothing: false };
  const { seed, options, begunWith } = trainedHere;
  return {
    seed: typeof seed === 'number' ? seed : null,
    plan: planIn(options),
    // Older files do not say it; one that went on from a shipped model also holds what that was trained on.
    fromNothing: begunWith === undefined ? Object.keys(others).length === 0 : begunWith === 'nothing',
  };
}

/** The plan of a run that goes on from a file: by the file's, and longer where more updates are asked for. */
export const goingOn = (asked: Plan, before: RunPlan | null): Plan =>
  before === null ? asked : { ...asked, ...before, updates: Math.max(asked.updates, before.updates) };

/** More than these bounds is asked for by a damaged file alone. */
function planIn(options: unknown): RunPlan | null {
  if (!isRecord(options)) return null;
  const { updates, batch, unroll, learningRate } = options;
  return isSize(updates, 999_999_999) && isSize(batch, 1024) && isSize(unroll, 64) && isRate(learningRate)
    ? { updates, batch, unroll, learningRate }
    : null;
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isSize = (x: unknown, most: number): x is number =>
  Number.isSafeInteger(x) && Number(x) > 0 && Number(x) <= most;
const isRate = (x: unknown): x is number => Number.isFinite(x) && Number(x) > 0 && Number(x) <= 1;
