import { createTraining, type TrainingClient } from '../../workers/training/client';
import { shippedCheckpoint } from '../stores/worldModel';
import type { Sample } from './sample';

export type Beginning = 'nothing' | 'pretrained';

/** Updates in all: some minutes on two cores; every one of them shows. */
export const UPDATES = 200;

export interface Trainer {
  readonly client: TrainingClient;
  /** Resolves when there is a run, at update 0 and paused; rejects with a CodedError. */
  readonly ready: Promise<void>;
}

let present: (Trainer & { readonly setup: string; readonly model: string }) | null = null;

/**
 * A worker of the lesson's own with a run that is ready to begin. Trying the backends takes seconds, so it is asked for
 * before a reader is; the same setup again gives what there is.
 */
export function prepareTrainer(sample: Sample, begin: Beginning, seed: number): Trainer {
  const setup = `${begin} ${seed}`;
  if (present?.setup === setup && present.model === sample.id) return present;
  // The worker stays for another run: it knows its backends by then.
  const client = present?.client ?? createTraining();
  const before = present?.ready.catch(() => undefined) ?? Promise.resolve();
  const ready = before.then(() => open(client, sample, begin, seed));
  const made = { client, setup, model: sample.id, ready };
  present = made;
  const forget = (): void => {
    if (present?.client !== client) return;
    present = null;
    client.dispose();
  };
  client.onFailure(forget);
  ready.catch(() => {
    if (present === made) forget();
  });
  return made;
}

/** Ends the worker. */
export function endTrainer(): void {
  const ended = present;
  present = null;
  ended?.client.dispose();
}

async function open(client: TrainingClient, sample: Sample, begin: Beginning, seed: number): Promise<void> {
  const [model, start] = await Promise.all([
    sample.session.call('hollow', null),
    begin === 'pretrained' ? shippedCheckpoint('dreamgraph') : null,
  ]);
  await client.call('open', { kind: 'dreamgraph', model, provider: 'wasm', seed, updates: UPDATES, start });
}
