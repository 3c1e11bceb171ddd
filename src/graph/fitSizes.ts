import type { Graph } from './graph';
import { inferGraphWithProblems } from './inferGraph';
import type { OpenSymbol } from './openSymbols';
import { substituteDims } from './substituteDims';

/** Sizes to try when the suggested ones do not fit. */
const ladder = [1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 224, 256, 320, 384, 512, 640, 1024, 2048, 4096, 16_000];
const mostTrials = 80;

/** Nearest first below the suggested size, then upwards: small sizes are cheaper to run. */
const candidates = (suggested: number): number[] => [
  ...ladder.filter((size) => size < suggested).reverse(),
  ...ladder.filter((size) => size > suggested),
];

/**
 * Sizes for open symbols that give inference no cause for complaint, as near to the suggested ones as can be found with
 * a bounded number of trials: symbols one by one, then those of the same suggestion together (height and width).
 */
export function fitSizes(graph: Graph, open: readonly OpenSymbol[]): ReadonlyMap<string, number> {
  let best = new Map(open.map(({ symbol, suggested }) => [symbol, suggested]));
  if (best.size === 0) return best;
  let trials = 0;
  const complaints = (sizes: ReadonlyMap<string, number>): number => {
    trials++;
    return inferGraphWithProblems(substituteDims(graph, sizes)).problems.length;
  };
  let fewest = complaints(best);
  if (fewest === 0) return best;
  const accepted = inferGraphWithProblems(graph).problems.length;
  const improve = (symbols: readonly string[], suggested: number): void => {
    for (const size of candidates(suggested)) {
      if (fewest <= accepted || trials >= mostTrials) return;
      const sizes = new Map(best);
      for (const symbol of symbols) sizes.set(symbol, size);
      const count = complaints(sizes);
      if (count >= fewest) continue;
      best = sizes;
      fewest = count;
    }
  };
  const levels = [...new Set(open.map(({ suggested }) => suggested))].sort((a, b) => b - a);
  for (const level of levels) {
    const symbols = open.filter(({ suggested }) => suggested === level).map(({ symbol }) => symbol);
    for (const symbol of symbols) improve([symbol], level);
    if (symbols.length > 1) improve(symbols, level);
  }
  return best;
}
