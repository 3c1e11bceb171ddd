import type { Trace } from '../../trace';
import { losses } from '../session/unsaved';
import { getSession } from '../stores/session';

/** What a person would lose besides the rewrites on the page, in words: nothing where the trace is of the model that is open. */
export function lostBesides({ model: { sha256 } }: Pick<Trace, 'model'>): readonly string[] {
  const { model } = getSession();
  if (model === null || model.sha256 === sha256) return [];
  return losses()
    .filter(({ kind }) => kind !== 'rewrites')
    .map(({ words }) => words);
}
