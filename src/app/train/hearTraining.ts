import type { TrainingClient } from '../../workers/training/client';
import { plural } from '../format';
import { setSession } from '../stores/session';
import { getTraining, setTraining, totalOf } from '../stores/training';
import { setWorldModel } from '../stores/worldModel';
import { backendName } from './backendName';
import { keepBefore, withEvaluation, withUpdates } from './history';

/** Puts what the worker says of a run into the stores. */
export function hearTraining(started: TrainingClient): void {
  started.on('progress', (progress) => setTraining({ progress }));
  started.on('updates', (batch) =>
    setTraining(({ losses, mode, updates }) => ({
      losses: withUpdates(losses, batch),
      updates: mode === 'agent' ? updates : batch.first + batch.loss.length - 1,
      updatesPerSecond: batch.updatesPerSecond,
    })),
  );
  started.on('evaluation', (evaluation) =>
    setTraining(({ evaluations }) => ({ evaluations: withEvaluation(evaluations, evaluation) })),
  );
  started.on('map', (map) => setTraining({ map }));
  started.on('checkpoint', ({ kind, updates, bytes }) => {
    setWorldModel({ kind, origin: 'trained here', checkpoint: bytes, updates, agent: null });
    // A run that was stopped may still be heard of when another kind has been chosen.
    const { mode, kind: chosen, keep } = getTraining();
    if (keep && mode === 'world' && kind === chosen) setTraining({ kept: { updates, savedAt: Date.now() } });
  });
  started.on('backend', (backend) => {
    const { lost } = backend;
    setTraining(({ losses, mode }) => ({
      backend,
      losses: lost === null || mode === 'agent' ? losses : keepBefore(losses, lost.fromUpdate + 1),
    }));
    if (lost !== null)
      setSession({
        notice: `${backendName(lost.name)} went away; training goes on on ${backendName(backend.name)}`,
      });
  });
  started.on('state', ({ running, updates }) => {
    if (getTraining().run !== 'open') return;
    setTraining({ running, updates });
    const { yielded, mode } = getTraining();
    const total = totalOf(getTraining());
    const [done, paused] =
      mode === 'agent'
        ? [`The agent has learned in ${plural(updates, 'round')}`, 'Training is paused after round']
        : [`The world model is trained: ${updates} updates`, 'Training is paused at update'];
    if (!running && updates >= total) setSession({ notice: done });
    else if (!running && !yielded && updates > 0) setSession({ notice: `${paused} ${updates} of ${total}` });
  });
}
