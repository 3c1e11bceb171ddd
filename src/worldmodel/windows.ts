import { assert, must, type Random } from '../core';
import type { Episode } from '../env/episode';

/** `steps` actions of one episode from state `at` on; fewer at the episode's end. */
export interface Window {
  readonly episode: Episode;
  readonly at: number;
}

/**
 * Draws windows of episodes: each action of the dataset is equally likely to be a window's first. Episodes that are
 * added to the list later take part from the next draw on.
 */
export function createWindowSampler(
  episodes: readonly Episode[],
): (random: Random, count: number) => Window[] {
  const starts: Window[] = [];
  let seen = 0;
  return (random, count) => {
    for (; seen < episodes.length; seen++) {
      const episode = must(episodes[seen], 'episode');
      for (let at = 0; at < episode.actions.length; at++) starts.push({ episode, at });
    }
    assert(starts.length > 0, 'no episode has an action');
    return Array.from({ length: count }, () => random.pick(starts));
  };
}
