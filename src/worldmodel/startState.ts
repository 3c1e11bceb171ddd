import type { DreamStart, DreamState } from './worldModel';

/** The imagined state that a real one is: certain, with nothing behind it. */
export function startState(
  start: DreamStart,
  rules: number,
  latent: Float32Array,
  samples: number,
  carried: Float32Array,
  members: number,
): DreamState {
  const counts = new Uint16Array(rules);
  counts.set(start.counts.subarray(0, rules));
  return {
    start,
    depth: 0,
    past: new Int32Array(),
    samples,
    latent,
    carried,
    legal: Float32Array.from(counts, (count) => (count > 0 ? 1 : 0)),
    counts,
    logRatios: new Float32Array(members),
    logRatio: 0,
    deviation: 0,
    disagreement: 0,
    variance: 0,
    reward: 0,
    end: counts.some((count) => count > 0) ? 0 : 1,
  };
}
