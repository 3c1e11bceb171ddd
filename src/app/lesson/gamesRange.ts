import type { PlayedEpisode } from '../../workers/training/protocol';

/** From the least to the largest runtime of all games, as shares of the model's own, with some air; the start is within. */
export function gamesRange(games: readonly Pick<PlayedEpisode, 'relative'>[]): readonly [number, number] {
  const all = games.flatMap(({ relative }) => relative).filter(Number.isFinite);
  const low = Math.min(0.95, ...all);
  const high = Math.max(1.02, ...all);
  const air = 0.06 * (high - low);
  return [Math.max(0, low - air), high + air];
}
