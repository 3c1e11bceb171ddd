import type { SessionState } from '../stores/session';

/** Why the clock cannot be asked about the open model, in a sentence; null when it can. */
export function obstacle({ model, target, targets }: SessionState): string | null {
  if (model === null) return 'No model is open.';
  if (model.notTimeable !== null) return model.notTimeable.message;
  if (model.weights === 'missing')
    return 'The weights are missing: give their file, or go on with random ones.';
  if (target !== null) return null;
  return targets.length === 0 ? 'Looking for what can run it here.' : 'Nothing here can run it.';
}
