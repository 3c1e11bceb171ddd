import { assert, type Random } from '../core';
import type { Episode } from '../env/episode';

/** `steps` actions of one episode from state `at` on; fewer at the episode's end. */
export interface Window {
  readonly episode: Episode;
  readonly at: number;
}

/** Draws windows of episodes: each action of the dataset is equally likely to be a window's first. */
export function createWindowSampler(
  episodes: readonly Episode[],
): (random: Random, count: number) => Window[] {
  const starts: Window[] = [];
  for (const episode of episodes)
    for (let at = 0; at < episode.actions.length; at++) starts.push({ episode, at });
  assert(starts.length > 0, 'no episode has an action');
  return (random, count) => Array.from({ length: count }, () => random.pick(starts));
}
