import type { DreamStep, Fan, Rollout } from '../../workers/dream/protocol';
import { estimateText } from '../estimateText';
import { time } from '../format';
import { isLost } from '../timeline/series';

/** Where dreams begin. */
export interface StartFigure {
  /** Milliseconds. */
  readonly ms: number;
  readonly source: 'measured' | 'estimated' | 'imagined';
  /** Whose figure it is: that of the sender of a shared trace; left out: one's own. */
  readonly by?: 'sender';
}

/** Where dreams begin, as it is written: `31.4 ms`, `≈ 31.4 ms`, `~31.4 ms`. */
export const startFigure = ({ ms, source }: StartFigure): string =>
  source === 'estimated' ? estimateText(ms) : `${source === 'imagined' ? '~' : ''}${time(ms)}`;

/** Whose word that is: `measured`, or `measured by the sender`. */
export const startWords = ({ source, by }: StartFigure): string =>
  by === undefined ? source : `${source} by the sender`;

/** A runtime at a step of a curve; step 0 is where it begins. */
export interface CurvePoint {
  readonly step: number;
  readonly ms: number;
  readonly low: number;
  readonly high: number;
}

/** All steps of a dream, those that were chosen for it included. */
export const stepsOf = ({ path }: Pick<Fan, 'path'>, rollout: Rollout | undefined): readonly DreamStep[] =>
  path.length === 0 ? (rollout?.steps ?? []) : [...path, ...(rollout?.steps ?? [])];

/** A dream as far as it knows its way: what comes after an interval that is too wide to say anything says nothing either. */
const known = (steps: readonly DreamStep[]): readonly DreamStep[] => {
  const lost = steps.findIndex(isLost);
  return lost < 0 ? steps : steps.slice(0, lost);
};

/** Imagined runtimes along a dream, from its start on, as far as it knows its way. */
export function curveOf(start: StartFigure, steps: readonly DreamStep[]): CurvePoint[] {
  return [
    { step: 0, ms: start.ms, low: start.ms, high: start.ms },
    ...known(steps).map(({ factor, low, high }, i) => ({
      step: i + 1,
      ms: start.ms * factor,
      low: start.ms * low,
      high: start.ms * high,
    })),
  ];
}

/** The step of a dream with the least imagined runtime, as far as it knows its way; 1-based, 0 when the start itself is. */
export function bestStep(steps: readonly DreamStep[]): number {
  let best = 0;
  let least = 1;
  known(steps).forEach(({ factor }, i) => {
    if (factor < least - 1e-9) {
      least = factor;
      best = i + 1;
    }
  });
  return best;
}

/** The range of milliseconds to draw: all curves, the band of the chosen one within reason, and reality. */
export function extentOfCurves(
  curves: readonly (readonly CurvePoint[])[],
  band: readonly CurvePoint[],
  real: readonly CurvePoint[],
): readonly [number, number] {
  const all = [...curves.flat(), ...real].map(({ ms }) => ms).filter(Number.isFinite);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  // A band may be wider than everything else: it is cut rather than flattening the curves.
  const reach = Math.max(high - low, high * 0.02);
  const lows = band.map((point) => Math.max(point.low, low - reach));
  const highs = band.map((point) => Math.min(point.high, high + reach));
  const bottom = Math.min(low, ...lows);
  const top = Math.max(high, ...highs);
  const air = Math.max((top - bottom) * 0.08, top * 0.005);
  return [Math.max(0, bottom - air), top + air];
}

/** Kept apart by so little, two figures are the same to a reader. */
export const sameFigure = (a: number, b: number): boolean => Math.abs(a - b) <= 0.002 * Math.max(a, b);
