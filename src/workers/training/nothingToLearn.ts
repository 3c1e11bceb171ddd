import { CodedError } from '../../core';
import type { Playground } from './playground';

export const nothingToLearn = (): CodedError =>
  new CodedError('NOTHING_TO_REWRITE', 'No rewrite is legal on this model, so there is nothing to learn.');

/** @throws CodedError NOTHING_TO_REWRITE where not even the first move can be made; then no run need begin. */
export function requireRewrites<S>({ vocabulary, environment }: Playground<S>): void {
  const env = environment(vocabulary.rules);
  if (Array.from(env.counts(env.reset())).every((count) => count === 0)) throw nothingToLearn();
}
