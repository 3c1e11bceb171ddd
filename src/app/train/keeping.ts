import type { KeptKey } from '../../workers/training/protocol';
import { getSession } from '../stores/session';
import { getTraining, setTraining } from '../stores/training';
import { baseName } from './base';
import { attempt, tell, worker } from './trainingWorker';

/** Under what the browser keeps checkpoints of what learns. */
export function keptKey(sha256: string): KeptKey {
  const { mode, kind } = getTraining();
  return mode === 'agent' ? { sha256, kind: 'agent', base: baseName(getSession()) } : { sha256, kind };
}

/** Keeps checkpoints in this browser under the model's hash, or forgets them. */
export const keepInBrowser = (keep: boolean): Promise<void> =>
  attempt(async () => {
    const { model } = getSession();
    if (model === null) return;
    setTraining({ keep, keepDeclined: !keep });
    await worker().call('keep', { ...keptKey(model.sha256), keep });
    if (!keep) setTraining({ kept: null });
    else await lookForKept();
  });

/** Asks whether something is kept for the opened model. */
export async function lookForKept(): Promise<void> {
  const { model, source } = getSession();
  if (model === null) return;
  try {
    const kept = await worker().call('kept', keptKey(model.sha256));
    if (getSession().model?.sha256 !== model.sha256) return;
    // What is kept was asked for; a model of the gallery is no secret.
    const keep = !getTraining().keepDeclined && (kept !== null || source.kind === 'gallery');
    const { keep: already, run } = getTraining();
    setTraining({
      kept: kept === null ? null : { updates: kept.updates, savedAt: kept.savedAt },
      keep: already || keep,
    });
    // A run that is being opened is told once it is open.
    if (keep && !already && run === 'open')
      await worker().call('keep', { ...keptKey(model.sha256), keep: true });
  } catch (thrown) {
    tell(thrown);
  }
}
