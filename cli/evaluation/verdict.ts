import type { RatioInterval } from './statistics';

export interface Verdict {
  readonly goal: string;
  readonly status: 'reached' | 'not reached' | 'not measured' | `reached on ${number} of ${number}`;
  readonly detail: string;
}

export const figure = ({ ratio, ci95: [low, high] }: RatioInterval): string =>
  `${ratio.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

export const verdict = (goal: string, reached: boolean | null, detail: string): Verdict => ({
  goal,
  status: reached === null ? 'not measured' : reached ? 'reached' : 'not reached',
  detail: reached === null ? '' : detail,
});

/**
 * Of a goal over a whole set, whose measured members reached it or not: it is reached only once nothing lacks a figure.
 * @param lacking Members without a figure. @param named The same in words.
 */
export function verdictOver(
  goal: string,
  reached: readonly boolean[],
  lacking: readonly string[],
  detail: string,
  named = lacking.join(', '),
): Verdict {
  if (reached.length === 0) return verdict(goal, null, '');
  const whole = verdict(
    goal,
    reached.every((yes) => yes),
    lacking.length === 0 ? detail : `${detail}; not measured: ${named}`,
  );
  if (whole.status !== 'reached' || lacking.length === 0) return whole;
  return { ...whole, status: `reached on ${reached.length} of ${reached.length + lacking.length}` };
}
