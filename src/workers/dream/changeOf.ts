import { type DreamState, runtimeInterval, type WorldModel } from '../../worldmodel';

/** Below this a deviation is rounding, as the models have it. */
const leastDeviation = 1e-4;

/**
 * Runtime after a move over that before it. The interval is the move's own: what the move adds to the variance, and how far
 * the members differ about it, as wide as intervals are at its depth.
 */
export function changeOf(
  { intervalScale }: Pick<WorldModel, 'intervalScale'>,
  before: DreamState,
  after: DreamState,
): { readonly factor: number; readonly low: number; readonly high: number } {
  const logRatio = after.logRatio - before.logRatio;
  const changes = Array.from(after.logRatios, (ratio, m) => ratio - (before.logRatios[m] ?? 0));
  const among =
    changes.reduce((sum, change) => sum + (change - logRatio) ** 2, 0) / Math.max(1, changes.length - 1);
  const variance = Math.max(0, after.variance - before.variance);
  const deviation = widthOf(after) * Math.sqrt(variance + among + leastDeviation ** 2);
  return runtimeInterval({ logRatio, deviation }, intervalScale);
}

/** By what a model's deviations are multiplied at the depth of a state. */
const widthOf = ({ deviation, variance, disagreement }: DreamState): number =>
  deviation / Math.sqrt(variance + disagreement ** 2 + leastDeviation ** 2);
