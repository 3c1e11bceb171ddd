import { must } from '../../../core';
import type { Episode } from '../../../env/episode';
import type { MeasureWay } from './protocol';

/** The moves to a state of a game, for whoever has the same graph to play them. */
export function wayTo({ actions, states }: Episode, step: number): MeasureWay {
  const moves = actions
    .slice(0, step)
    .map((action, i) => ({ ...action, among: states[i]?.counts[action.rule] ?? 0 }));
  return { moves, counts: must(states[step], 'state').counts };
}
