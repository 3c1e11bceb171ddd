import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { Dataset } from '../src/env/episode';

/** What a training depends on, by the argument that gives it. */
export type TrainingArguments = Readonly<Record<`--${string}`, unknown>>;

/** Where a training keeps what it goes on from: under the whole name of its output, and apart from what is published. */
export const trainingStatePath = (out: string): string =>
  join('.cache', 'training', `${relative('.', out).replaceAll(/[\\/:]+/g, '--')}.state`);

/** A hash of what was played. */
export function hashOfPlay(datasets: readonly Dataset[]): string {
  const hash = createHash('sha256');
  for (const { provenance, episodes } of datasets) {
    hash.update(JSON.stringify(provenance));
    for (const { model, actions, costs } of episodes)
      hash.update(JSON.stringify([model, actions])).update(costs);
  }
  return hash.digest('hex');
}

/** The arguments that are not as they were; `before` is what a state says of its own. */
export function changedArguments(before: unknown, now: TrainingArguments): string[] {
  const known = new Map<string, unknown>(Object.entries(before ?? {}));
  return Object.entries(now)
    .filter(([name, value]) => JSON.stringify(known.get(name)) !== JSON.stringify(value))
    .map(([name]) => name);
}
