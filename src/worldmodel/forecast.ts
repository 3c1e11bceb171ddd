import { must } from '../core';
import type { Episode } from '../env/episode';
import type { DreamState, WorldModel } from './worldModel';

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
  readonly end: number;
}

const rowsAtOnce = 64;

/** Imagines each episode from its first state along its recorded actions, and reports the asked horizons. */
export async function forecast(
  model: WorldModel,
  episodes: readonly Episode[],
  horizons: readonly number[],
): Promise<Forecast[]> {
  const found: Forecast[] = [];
  for (let first = 0; first < episodes.length; first += rowsAtOnce) {
    let going = episodes.slice(first, first + rowsAtOnce).filter(({ actions }) => actions.length > 0);
    if (going.length === 0) continue;
    let states: readonly DreamState[] = await model.encode(
      going.map(({ states: [start] }) => must(start, 'state')),
    );
    for (let k = 0; k < Math.max(...horizons) && going.length > 0; k++) {
      const next = await model.step(
        states,
        going.map(({ actions }) => must(actions[k], 'action')),
      );
      if (horizons.includes(k + 1)) {
        going.forEach((episode, i) => {
          const state = must(next[i], 'state');
          found.push({
            episode,
            from: 0,
            horizon: k + 1,
            imagined: state.logRatio,
            real: Math.log(must(episode.costs[k + 1], 'cost') / must(episode.costs[0], 'cost')),
            deviation: state.deviation,
            counts: state.counts,
            realCounts: must(episode.states[k + 1], 'state').counts,
            end: state.end,
          });
        });
      }
      const stay = going.map(({ actions }) => actions.length > k + 1);
      states = next.filter((_, i) => stay[i]);
      going = going.filter((_, i) => stay[i]);
    }
  }
  return found;
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
