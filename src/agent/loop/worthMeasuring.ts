import { must } from '../../core';
import type { Environment } from '../../env/environment';
import type { Game } from './game';

/** A state that a game met. */
export interface Met {
  /** Index of the game, and how many of its actions lead there. */
  readonly game: number;
  readonly step: number;
  readonly key: string;
  readonly cost: number;
}

/** States whose prices differ by less than this part are one to the clock. */
const alike = 1e-3;

/** The cheapest states that games met, each once: cheaper than the start, not measured yet, and not alike by price. */
export function worthMeasuring<S>(
  env: Environment<S>,
  games: readonly Game<S>[],
  known: ReadonlySet<string>,
  most: number,
): Met[] {
  const start = env.cost(env.reset());
  const met = games.flatMap(({ episode }, game) =>
    Array.from(episode.costs, (cost, step) => ({ game, step, cost })).slice(1),
  );
  // Of equal states the one with the shortest way.
  met.sort((a, b) => a.cost - b.cost || a.step - b.step || a.game - b.game);
  const chosen: Met[] = [];
  for (const { game, step, cost } of met) {
    if (chosen.length >= most || !(cost < start * (1 - alike))) break;
    const last = chosen.at(-1);
    if (last !== undefined && cost - last.cost < alike * last.cost) continue;
    const key = env.key(must(games[game]?.states[step], 'state'));
    if (!known.has(key)) chosen.push({ game, step, key, cost });
  }
  return chosen;
}
