import type { RatioInterval } from './statistics';

export interface Verdict {
  readonly goal: string;
  readonly status: 'reached' | 'not reached' | 'not measured';
  readonly detail: string;
}

export const figure = ({ ratio, ci95: [low, high] }: RatioInterval): string =>
  `${ratio.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

export const verdict = (goal: string, reached: boolean | null, detail: string): Verdict => ({
  goal,
  status: reached === null ? 'not measured' : reached ? 'reached' : 'not reached',
  detail: reached === null ? '' : detail,
});
