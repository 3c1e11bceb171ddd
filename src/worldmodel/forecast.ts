import { must } from '../core';
import type { Episode } from '../env/episode';
import { batchOf, type DreamBatch, pickRows } from './dreamBatch';
import type { WorldModel } from './worldModel';

/** What a predictor that was given an episode's first state and all its actions says of a later state. */
export interface Forecast {
  readonly episode: Episode;
  /** Index of the first and of the forecast state in the episode. */
  readonly from: number;
  readonly horizon: number;
  /** Log of the runtime over the first state's: imagined, and as recorded. */
  readonly imagined: number;
  readonly real: number;
  /** Standard deviation of `imagined` as the model sees it. */
  readonly deviation: number;
  /** Legal sites per rule: imagined, and as recorded. */
  readonly counts: Uint16Array;
  readonly realCounts: Uint16Array;
  /** Probability that nothing is legal. */
  readonly end: number;
}

export interface ForecastOptions {
  /** Dreams begin at these states of each episode. */
  readonly starts?: readonly number[];
  /** Else at every so-manieth; at its first alone when this is left out too. */
  readonly every?: number;
}

const rowsAtOnce = 64;

interface Dream {
  readonly episode: Episode;
  readonly from: number;
}

/** Imagines episodes along their recorded actions, and reports the asked horizons. Actions of rules that the model does not know end a dream. */
export async function forecast(
  model: WorldModel,
  episodes: readonly Episode[],
  horizons: readonly number[],
  { starts: chosen, every = Number.POSITIVE_INFINITY }: ForecastOptions = {},
): Promise<Forecast[]> {
  const dreams: Dream[] = [];
  for (const episode of episodes) {
    const { length } = episode.actions;
    if (chosen === undefined) for (let from = 0; from < length; from += every) dreams.push({ episode, from });
    else for (const from of chosen) if (from < length) dreams.push({ episode, from });
  }
  const found: Forecast[] = [];
  const known = ({ episode, from }: Dream, k: number): boolean => {
    const action = episode.actions[from + k];
    return action !== undefined && action.rule < model.rules;
  };
  for (let first = 0; first < dreams.length; first += rowsAtOnce) {
    let going = dreams.slice(first, first + rowsAtOnce).filter((dream) => known(dream, 0));
    if (going.length === 0) continue;
    const starts = await model.encode(going.map(({ episode, from }) => must(episode.states[from], 'state')));
    let batch: DreamBatch = batchOf(starts);
    for (let k = 0; k < Math.max(...horizons) && going.length > 0; k++) {
      const actions = going.map(({ episode, from }) => must(episode.actions[from + k], 'action'));
      const stepped = await model.stepBatch(
        batch,
        actions.map(({ rule }) => rule),
        actions.map(({ site }) => site),
      );
      if (horizons.includes(k + 1))
        found.push(...going.map((dream, b) => forecastOf(dream, k + 1, stepped, b)));
      const rows = going.map((dream, b) => ({ dream, b })).filter(({ dream }) => known(dream, k + 1));
      batch = pickRows(
        [stepped],
        rows.map(({ b }) => [0, b] as const),
      );
      going = rows.map(({ dream }) => dream);
    }
  }
  return found;
}

function forecastOf({ episode, from }: Dream, horizon: number, batch: DreamBatch, b: number): Forecast {
  const { rules } = batch;
  return {
    episode,
    from,
    horizon,
    imagined: batch.logRatio[b] ?? 0,
    real: Math.log(must(episode.costs[from + horizon], 'cost') / must(episode.costs[from], 'cost')),
    deviation: batch.deviation[b] ?? 0,
    counts: batch.counts.slice(b * rules, (b + 1) * rules),
    realCounts: must(episode.states[from + horizon], 'state').counts,
    end: batch.end[b] ?? 0,
  };
}

const scoresOf = (forecasts: readonly Forecast[]): number[] =>
  forecasts
    .map(({ imagined, real, deviation }) => Math.abs(imagined - real) / Math.max(deviation, 1e-9))
    .sort((a, b) => a - b);

const quantile = (scores: readonly number[], share: number): number | undefined =>
  scores[Math.min(scores.length - 1, Math.ceil(share * (scores.length + 1)) - 1)];

/**
 * Half the width of an interval as a multiple of the model's deviation, such that `share` of these forecasts lie within:
 * split-conformal calibration on episodes that were held out of training.
 */
export const calibrate = (forecasts: readonly Forecast[], share = 0.9): number =>
  quantile(scoresOf(forecasts), share) ?? 1.645;

/** Too few forecasts would make a width a matter of luck. */
const leastForecasts = 30;
const deepest = 20;

/**
 * By what a model's deviations are to be multiplied after 1 to 20 steps, so that intervals of one scale hold `share` of the
 * forecasts at every depth. Between the depths that were forecast a straight line is drawn.
 */
export function widthsByDepth(forecasts: readonly Forecast[], scale: number, share = 0.9): Float32Array {
  const depths = [...new Set(forecasts.map(({ horizon }) => horizon))].sort((a, b) => a - b);
  const known = depths.flatMap((depth): (readonly [number, number])[] => {
    const scores = scoresOf(forecasts.filter(({ horizon }) => horizon === depth));
    const own = scores.length < leastForecasts ? undefined : quantile(scores, share);
    return own === undefined ? [] : [[depth, own / scale]];
  });
  return Float32Array.from({ length: deepest }, (_, i) => {
    const depth = i + 1;
    const after = known.find(([at]) => at >= depth) ?? known.at(-1);
    const before = known.filter(([at]) => at <= depth).at(-1) ?? known[0];
    if (before === undefined || after === undefined) return 1;
    const [from, a] = before;
    const [to, b] = after;
    return from === to ? a : a + ((b - a) * (depth - from)) / (to - from);
  });
}

/** The scale and widths by depth with which the intervals hold `share` of each of these groups of forecasts, not of all taken together. */
export function intervalsFor(
  groups: readonly (readonly Forecast[])[],
  share = 0.9,
): { readonly scale: number; readonly widths: Float32Array } {
  const judging = groups.filter((group) => group.length > 0);
  if (judging.length === 0) return { scale: calibrate([]), widths: new Float32Array(deepest).fill(1) };
  const scale = Math.max(...judging.map((group) => calibrate(group, share)));
  const each = judging.map((group) => widthsByDepth(group, scale, share));
  return {
    scale,
    widths: Float32Array.from({ length: deepest }, (_, i) => Math.max(...each.map((own) => own[i] ?? 1))),
  };
}
