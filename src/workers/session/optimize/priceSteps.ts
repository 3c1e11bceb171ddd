import type { OpenModel } from '../state';
import type { Prices } from './findCandidates';

/** Gives an estimate to each step that has none. */
export function priceSteps({ base, steps }: OpenModel, prices: Prices): void {
  const startMs = prices.estimate(base);
  for (const one of steps) {
    if (one.estimated !== null) continue;
    const ms = prices.estimate(one.graph);
    one.estimated = { ms, low: ms, high: ms };
    one.startMs = startMs;
  }
}
