import { chosenTarget } from '../stores/borrowedTarget';
import type { SessionState } from '../stores/session';

/**
 * Names what of a file is learned on: its dimensions and outputs, and for which provider. With others it is another graph, or
 * other times, to which the clock's word does not hold. A target that a sender lends for a while is no choice of the person's.
 */
export function baseName({ model, target }: Pick<SessionState, 'model' | 'target'>): string {
  const dims = model?.dims.map(({ name, value }) => [name, value]);
  const outputs = model?.outputs.map(({ kept }) => kept);
  return JSON.stringify([dims, outputs, chosenTarget(target)?.ep ?? 'wasm']);
}
