/** A predicted gain of this much in the log runtime makes a move e times as likely at temperature 1: one percent. */
export const gainUnit = 0.01;

/** Probabilities of moves by what they are predicted to gain; at temperature 0 all of it goes to the best (the first of equals). */
export function softmax(gains: readonly number[], temperature: number): number[] {
  const best = Math.max(...gains);
  if (temperature <= 0) {
    const first = gains.indexOf(best);
    return gains.map((_, i) => (i === first ? 1 : 0));
  }
  const weights = gains.map((gain) => Math.exp((gain - best) / (gainUnit * temperature)));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** The index that a uniform number in [0, 1) falls on. */
export function drawn(probabilities: readonly number[], uniform: number): number {
  let sum = 0;
  for (const [i, p] of probabilities.entries()) {
    sum += p;
    if (uniform < sum) return i;
  }
  // Rounding may leave the sum just below 1: the last that can be drawn.
  return probabilities.findLastIndex((p) => p > 0);
}
