/** `count` equal stretches of `period` tokens, one after the other, from `start` on. */
export interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** Comparisons that a search may take; longer sequences are searched for shorter periods only. */
const effort = 40_000_000;

/** The repeat that covers most of `tokens[from, to)`, preferring short periods among those that cover nearly as much. */
function bestRepeat(
  tokens: readonly number[],
  from: number,
  to: number,
  minPeriod: number,
  boundary: (at: number) => number,
): Repeat | null {
  const longest = Math.min((to - from) >> 1, Math.max(64, Math.floor(effort / Math.max(1, to - from))));
  let best: Repeat | null = null;
  let bestCover = 0;
  for (let period = minPeriod; period <= longest; period++) {
    let run = 0;
    for (let i = from; i + period <= to; i++) {
      if (i + period < to && tokens[i] === tokens[i + period]) {
        run++;
        continue;
      }
      const count = Math.floor(run / period) + 1;
      const cover = count * period;
      if (count > 1 && cover * 0.9 > bestCover) {
        // Of the places where the first stretch may begin, take one that cuts the fewest values.
        const slack = run + period - cover;
        let start = i - run;
        for (let s = start + 1; s <= i - run + slack; s++) if (boundary(s) < boundary(start)) start = s;
        best = { start, period, count };
        bestCover = cover;
      }
      run = 0;
    }
  }
  return best;
}

/**
 * Disjoint repeats of a sequence in ascending order: the largest first, then the rest of the sequence on both sides.
 * `boundary` says how many values a cut before a token would cut, and breaks ties.
 */
export function findRepeats(
  tokens: readonly number[],
  minPeriod: number,
  boundary: (at: number) => number = () => 0,
): readonly Repeat[] {
  const found: Repeat[] = [];
  const search = (from: number, to: number): void => {
    const repeat = bestRepeat(tokens, from, to, minPeriod, boundary);
    if (repeat === null) return;
    search(from, repeat.start);
    found.push(repeat);
    search(repeat.start + repeat.period * repeat.count, to);
  };
  search(0, tokens.length);
  return found;
}
