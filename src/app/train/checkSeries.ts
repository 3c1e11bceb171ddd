import type { ChartSeries } from './LineChart';

/** What the charts need of one check of the dream against the engine. */
export interface Check {
  /** Log speed-ups of one policy, as dreamed and on the real graph. */
  readonly dreamReturn: number;
  readonly realReturn: number;
  readonly maskF1: number | null;
  readonly maskF1After5: number | null;
}

/** The dream's promise and what the engine kept of it, as speed-ups. */
export const returnSeries = (checks: readonly Check[]): ChartSeries[] => [
  {
    name: 'Imagined',
    colour: '--imagined',
    dash: [6, 3],
    dots: true,
    values: checks.map(({ dreamReturn }) => Math.exp(dreamReturn)),
  },
  {
    name: 'Real graph, estimated',
    colour: '--estimated',
    dash: [2, 3],
    dots: true,
    values: checks.map(({ realReturn }) => Math.exp(realReturn)),
  },
];

/** How well the legal rules are foreseen; `unit` is what a step is called there. */
export const maskSeries = (checks: readonly Check[], unit: 'step' | 'move'): ChartSeries[] => [
  {
    name: `After 1 ${unit}`,
    colour: '--imagined',
    dash: [],
    dots: true,
    values: checks.map(({ maskF1 }) => maskF1 ?? Number.NaN),
  },
  {
    name: `After 5 ${unit}s`,
    colour: '--fam-normalization',
    dash: [6, 3],
    dots: true,
    values: checks.map(({ maskF1After5 }) => maskF1After5 ?? Number.NaN),
  },
];
