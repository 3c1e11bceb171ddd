import type { Trace, TraceFigure } from '../../trace';
import { isLost, type Point, type Series } from '../timeline/series';

/** What the chart shows while a shared trace is open: ours and theirs on one scale. */
export interface SenderSeries {
  readonly series: Series;
  /** What the sender's clock said. */
  readonly sender: readonly Point[];
  /**
   * `ms`: milliseconds, of the sender's machine while nothing was measured here. `share`: of the original's runtime on
   * each machine, which is what two machines have in common.
   */
  readonly unit: 'ms' | 'share';
}

const scaled = (step: number, { relative, halfWidth }: TraceFigure, by: number): Point => ({
  step,
  ms: relative * by,
  low: Math.max(0, relative - halfWidth) * by,
  high: (relative + halfWidth) * by,
});

/**
 * Puts the sender's figures beside the receiver's own.
 * @param valid how many steps are still the sender's
 */
export function senderSeries(own: Series, trace: Trace, valid: number): SenderSeries {
  const here = own.original;
  const unit = here === null && trace.originalMs !== null ? 'ms' : 'share';
  const by = unit === 'ms' ? (trace.originalMs ?? 1) : 1;
  const steps = trace.steps.slice(0, valid);
  const theirs = (pick: (step: Trace['steps'][number]) => TraceFigure | null): Point[] =>
    steps.flatMap((step, i) => {
      const figure = pick(step);
      return figure === null ? [] : [scaled(i + 1, figure, by)];
    });
  const start: Point = { step: 0, ms: by, low: by, high: by };
  /** What was predicted begins at the original, which all figures of a trace are shares of. */
  const predicted = (kind: 'imagined' | 'estimated') => {
    const points = theirs((step) => (step.predicted?.kind === kind ? step.predicted : null));
    const found = kind === 'imagined' ? points.filter((point) => !isLost(point)) : points;
    return found.length === 0 ? [] : [start, ...found];
  };
  const measured = theirs((step) => step.measured);
  const last = steps.at(-1);
  // As in one's own chart, the confirmation stands for the last step until that has a figure of its own.
  if (
    trace.speedup !== null &&
    last !== undefined &&
    last.measured === null &&
    valid === trace.steps.length
  ) {
    const { ratio, ci95 } = trace.speedup;
    measured.push({ step: valid, ms: by / ratio, low: by / ci95[1], high: by / ci95[0] });
  }
  const ours = (points: readonly Point[]): Point[] =>
    here === null
      ? []
      : points.map((p) => ({ step: p.step, ms: p.ms / here, low: p.low / here, high: p.high / here }));
  // The sender's forecasts are part of what they saw; one's own stand in where they sent none.
  const imagined = predicted('imagined');
  const estimated = predicted('estimated');
  const forecast = imagined.length + estimated.length > 0;
  return {
    series: {
      ...own,
      imagined: forecast ? imagined : ours(own.imagined),
      estimated: forecast ? estimated : ours(own.estimated),
      measured: ours(own.measured),
      original: measured.length > 0 || here !== null ? by : null,
      // Without an original here its milliseconds are on neither scale.
      rival: own.rival === null || here === null ? null : own.rival / here,
    },
    sender: measured.length > 0 ? [start, ...measured] : [],
    unit,
  };
}
