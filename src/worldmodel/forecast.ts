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
  /** Dreams begin at every so-manieth state of an episode; at its first alone when left out. */
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
  { every = Number.POSITIVE_INFINITY }: ForecastOptions = {},
): Promise<Forecast[]> {
  const dreams: Dream[] = [];
  for (const episode of episodes)
    for (let from = 0; from < episode.actions.length; from += every) dreams.push({ episode, from });
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

/**
 * Half the width of an interval as a multiple of the model's deviation, such that `share` of these forecasts lie within:
 * split-conformal calibration on episodes that were held out of training.
 */
export function calibrate(forecasts: readonly Forecast[], share = 0.9): number {
  const scores = forecasts
    .map(({ imagined, real, deviation }) => Math.abs(imagined - real) / Math.max(deviation, 1e-9))
    .sort((a, b) => a - b);
  return scores[Math.min(scores.length - 1, Math.ceil(share * (scores.length + 1)) - 1)] ?? 1.645;
}
