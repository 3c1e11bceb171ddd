import type { Trace, TraceSpeedup } from '../../trace';

/**
 * What the sender's clock said of the last step as a speed-up: the fresh comparison, else the step's own figure, which
 * confirms nothing. Null where neither was made.
 */
export function senderOutcome({ speedup, steps }: Pick<Trace, 'speedup' | 'steps'>): TraceSpeedup | null {
  if (speedup !== null) return speedup;
  const last = steps.at(-1)?.measured ?? null;
  if (last === null) return null;
  const { relative, halfWidth } = last;
  const least = Math.max(1e-3, relative - halfWidth);
  return { ratio: 1 / relative, ci95: [1 / (relative + halfWidth), 1 / least], confirmed: false };
}
