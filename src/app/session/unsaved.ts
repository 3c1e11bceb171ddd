import type { StepView } from '../../workers/session/protocol';
import { plural } from '../format';
import { getShared } from '../share/shared';
import { getSession } from '../stores/session';
import { getTraining } from '../stores/training';
import { getWorldModel } from '../stores/worldModel';
import { commonPrefix } from './views';

/** The world model that was saved as a file last. */
let savedCheckpoint: Uint8Array | null = null;
let saved: { readonly sha256: string; readonly steps: readonly StepView[] } | null = null;

/** The rewrites of this moment were downloaded, or shared; the first `count` of them, where that is given. */
export function noteSaved(count?: number): void {
  const { model, steps } = getSession();
  saved = model === null ? null : { sha256: model.sha256, steps: steps.slice(0, count) };
}

/** What training has learned by now was saved as a file. */
export function noteLearningSaved(): void {
  savedCheckpoint = getWorldModel().checkpoint;
}

/** What a person made of the open model and would lose with it, in words; nothing where all of it is elsewhere too. */
export function unsaved(): readonly string[] {
  const { model, steps, running } = getSession();
  if (model === null) return [];
  const lost: string[] = [];
  if (running) lost.push('the optimization that is under way');
  const known = saved?.sha256 === model.sha256 ? commonPrefix(saved.steps, steps) : 0;
  const received = getShared()?.valid ?? 0;
  if (Math.max(known, received) < steps.length) lost.push(plural(steps.length, 'rewrite'));
  const { keep, updates } = getTraining();
  const { origin, checkpoint, agent } = getWorldModel();
  const elsewhere = keep || (checkpoint !== null && checkpoint === savedCheckpoint);
  if (origin === 'trained here' && updates > 0 && !elsewhere)
    lost.push(
      agent === null
        ? `what the world model learned in ${plural(updates, 'update')}`
        : `what the agent learned in ${plural(agent.rounds, 'round')}`,
    );
  return lost;
}
