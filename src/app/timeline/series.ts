import type { OptimizeReport, StepView } from '../../workers/session/protocol';
import { rangeOf } from '../rangeOf';
import type { Rival } from '../session/rival';

/** One figure of one step, in milliseconds. */
export interface Point {
  readonly step: number;
  readonly ms: number;
  readonly low: number;
  readonly high: number;
}

export interface Series {
  readonly imagined: readonly Point[];
  readonly estimated: readonly Point[];
  readonly measured: readonly Point[];
  /** The original as the clock had it, with the runtime's own optimizer at its best; null until it was measured. */
  readonly original: number | null;
  /** What the other run of a race reached; null: there is no race, or nobody knows. */
  readonly rival: number | null;
}

/** An interval that spans more than this factor says that the dream has lost its way: its mean is no figure. */
const LOST = 10;

/** Whether an imagined figure is worth showing as one. */
export const isLost = ({ low, high }: { readonly low: number; readonly high: number }): boolean =>
  !(high <= LOST * low);

function pointsOf(steps: readonly StepView[], kind: 'imagined' | 'estimated'): Point[] {
  const points = steps.flatMap((step) => {
    const figure = step[kind];
    return figure === null || isLost(figure)
      ? []
      : [{ step: step.step, ms: figure.ms, low: figure.low, high: figure.high }];
  });
  // Both begin where the original is by the same reckoning.
  const start = steps.find((step) => step[kind] !== null)?.startMs;
  if (start === undefined || points.length === 0) return points;
  return [{ step: 0, ms: start, low: start, high: start }, ...points];
}

/**
 * A measured step, on the scale of one original: each was timed in turns with the original, so that what the machine
 * did meanwhile cancels out in the ratio but not in the milliseconds.
 */
export function measuredAgainst(original: number, { step, measured }: StepView): Point | null {
  if (measured === null) return null;
  const { ratio, ratioLow, ratioHigh } = measured;
  return { step, ms: original / ratio, low: original / ratioHigh, high: original / ratioLow };
}

/** The original's runtime in milliseconds: confirmed, or as seen beside the steps so far; null before any. */
export function originalOf(steps: readonly StepView[], result: OptimizeReport | null): number | null {
  if (result !== null) return result.original.medianMs;
  const seen = steps.flatMap(({ measured: m }) => (m === null ? [] : [m.ms * m.ratio]));
  return seen.length > 0 ? middle(seen) : null;
}

/** What the chart shows of a trace. */
export function seriesOf(
  steps: readonly StepView[],
  result: OptimizeReport | null,
  rival: Rival | null = null,
): Series {
  const original = originalOf(steps, result);
  const measured: Point[] = [];
  if (original !== null) {
    measured.push({ step: 0, ms: original, low: original, high: original });
    for (const step of steps) {
      const point = measuredAgainst(original, step);
      if (point !== null) measured.push(point);
    }
  }
  // The last step is the candidate itself: the confirmation stands until it has a figure of its own.
  const last = steps.at(-1);
  if (
    result !== null &&
    last !== undefined &&
    last.measured === null &&
    result.steps.length === steps.length
  ) {
    const { ratio, ci95 } = result.speedup;
    const { medianMs } = result.original;
    measured.push({
      step: last.step,
      ms: medianMs / ratio,
      low: medianMs / ci95[1],
      high: medianMs / ci95[0],
    });
  }
  return {
    imagined: pointsOf(steps, 'imagined'),
    estimated: pointsOf(steps, 'estimated'),
    measured,
    original,
    rival: rivalMs(rival, original),
  };
}

function rivalMs(rival: Rival | null, original: number | null): number | null {
  const from = original ?? rival?.originalMs ?? null;
  return rival?.ratio == null || from === null ? null : from / rival.ratio;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** How much of the runtime a band may take above and below the curves, however flat these are. */
const BAND_REACH = 0.25;

/** The range of milliseconds to draw, with some air; a runtime axis need not start at zero, and says what it shows. */
export function extentOf({
  imagined,
  estimated,
  measured,
  original,
  rival,
}: Series): readonly [number, number] | null {
  const all = [
    ...imagined.map(({ ms }) => ms),
    ...[...estimated, ...measured].flatMap((p) => [p.low, p.high, p.ms]),
  ];
  if (original !== null) all.push(original);
  if (rival !== null) all.push(rival);
  // A dream's interval may be far wider than everything else: it is cut rather than flattening what is known. Where
  // nothing much happens there is little to flatten, and a quarter of the runtime more is shown.
  const [bottom, top] = rangeOf(all);
  const reach = Math.max(top - bottom, BAND_REACH * top);
  const [least, most] = [bottom - reach, top + reach];
  for (const { low, high } of imagined) all.push(Math.max(low, least), Math.min(high, most));
  const finite = all.filter((v) => Number.isFinite(v) && v >= 0);
  if (finite.length === 0) return null;
  const [low, high] = rangeOf(finite);
  const air = Math.max((high - low) * 0.14, high * 0.02);
  return [Math.max(0, low - air), high + air];
}

/** Round numbers within a range, about `count` of them and two at least: one alone tells no scale. */
export function scaleTicks(low: number, high: number, count: number): number[] {
  for (let more = count; more <= 4 * count; more++) {
    const found = ticks(low, high, more);
    if (found.length >= 2) return found;
  }
  return ticks(low, high, count);
}

/** Round numbers within a range, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, count);
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * unit).find((s) => span / s <= count) ?? 10 * unit;
  const made: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++)
    made.push(Number((k * step).toPrecision(12)));
  return made;
}
