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

/** Something that a person would lose, and how it is called. */
export interface Loss {
  readonly kind: 'optimization' | 'rewrites' | 'learning';
  readonly words: string;
}

/** What a person made of the open model and would lose with it; nothing where all of it is elsewhere too. */
export function losses(): readonly Loss[] {
  const { model, steps, running } = getSession();
  if (model === null) return [];
  const lost: Loss[] = [];
  if (running) lost.push({ kind: 'optimization', words: 'the optimization that is under way' });
  const known = saved?.sha256 === model.sha256 ? commonPrefix(saved.steps, steps) : 0;
  const received = getShared()?.valid ?? 0;
  if (Math.max(known, received) < steps.length)
    lost.push({ kind: 'rewrites', words: plural(steps.length, 'rewrite') });
  const { keep, updates } = getTraining();
  const { origin, checkpoint, agent } = getWorldModel();
  const elsewhere = keep || (checkpoint !== null && checkpoint === savedCheckpoint);
  if (origin === 'trained here' && updates > 0 && !elsewhere)
    lost.push({
      kind: 'learning',
      words:
        agent === null
          ? `what the world model learned in ${plural(updates, 'update')}`
          : `what the agent learned in ${plural(agent.rounds, 'round')}`,
    });
  return lost;
}

/** The same in words. */
export const unsaved = (): readonly string[] => losses().map(({ words }) => words);
