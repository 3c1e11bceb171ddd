import type { RatioInterval } from './statistics';

/** What a goal over a set counts. */
export type Unit = 'models' | 'pairs' | 'runs';

export interface Verdict {
  readonly goal: string;
  readonly status: 'reached' | 'not reached' | 'not measured' | `reached on ${number} of ${number} ${Unit}`;
  readonly detail: string;
}

/** With one digit more where an end that excludes 1 would be rounded to it. */
export function figure({ ratio, ci95: [low, high] }: RatioInterval): string {
  const isHidden = (end: number): boolean => end !== 1 && end.toFixed(3) === '1.000';
  const digits = (low > 1 && isHidden(low)) || (high < 1 && isHidden(high)) ? 4 : 3;
  return `${ratio.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

export const verdict = (goal: string, reached: boolean | null, detail: string): Verdict => ({
  goal,
  status: reached === null ? 'not measured' : reached ? 'reached' : 'not reached',
  detail: reached === null ? '' : detail,
});

/**
 * Of a goal over a whole set, whose measured members reached it or not: it is reached only once nothing lacks a figure.
 * @param lacking Members without a figure. @param unit What members are. @param named Those that lack, in words.
 */
export function verdictOver(
  goal: string,
  reached: readonly boolean[],
  lacking: readonly string[],
  detail: string,
  unit: Unit,
  named = lacking.join(', '),
): Verdict {
  if (reached.length === 0) return verdict(goal, null, '');
  const whole = verdict(
    goal,
    reached.every((yes) => yes),
    lacking.length === 0 ? detail : `${detail}; not measured: ${named}`,
  );
  if (whole.status !== 'reached' || lacking.length === 0) return whole;
  return { ...whole, status: `reached on ${reached.length} of ${reached.length + lacking.length} ${unit}` };
}
