import { toErrorData } from '../../core';
import { createTraining, type TrainingClient } from '../../workers/training/client';
import { setSession } from '../stores/session';
import { getTraining, setTraining } from '../stores/training';
import { hearAgent } from './agentRun';
import { hearTraining } from './hearTraining';
import { endPausing } from './pausing';

let client: TrainingClient | null = null;
/** Counts what was begun and what was ended. */
let turn = 0;
/** Updates and rounds that the present run was started for: a file that it goes on from may have more. */
let asked: Asked | null = null;

interface Asked {
  readonly total: number;
  readonly rounds: number;
}

/** The training worker, started when it is first needed; what it says goes into the store. */
export function worker(): TrainingClient {
  if (client !== null) return client;
  const started = createTraining();
  client = started;
  hearTraining(started);
  hearAgent(started);
  started.on('error', (error) => setSession({ error }));
  started.on('unkept', (error) => {
    setTraining({ keep: false, keepDeclined: true });
    setSession({ error });
  });
  started.onFailure((error) => {
    started.dispose();
    if (client !== started) return;
    client = null;
    setTraining({ run: 'none', running: false, progress: null, ...takeAsked() });
    setSession({ error: error.toData() });
  });
  return started;
}

/** Another run is begun: one that was stopped while it was starting is no longer waited for. @returns whether it is the last one */
export function beginRun(): () => boolean {
  const own = ++turn;
  const { total, rounds } = getTraining();
  asked = { total, rounds };
  return () => own === turn;
}

/** What the present run was started for; null: there is none. */
export const askedFor = (): Asked | null => asked;

/** What was asked for, once: the length of one file's run is not for the next. */
export function takeAsked(): Asked | null {
  const taken = asked;
  asked = null;
  return taken;
}

/** Ends the run in the store and in the worker, which stays. */
export function endRun(): void {
  turn++;
  endPausing();
  setTraining({ run: 'none', running: false, yielded: false, progress: null, ...takeAsked() });
  client?.call('close', null).catch(() => undefined);
}

/** Ends the worker, and all that it knew. */
export function endWorker(): void {
  turn++;
  endPausing();
  client?.dispose();
  client = null;
}

/** Runs an action on the worker; a failure goes to the error banner. */
export async function attempt(action: () => Promise<void>): Promise<void> {
  setSession({ error: null, notice: null });
  try {
    await action();
  } catch (thrown) {
    tell(thrown);
  }
}

/** Says why something failed; that its worker was ended is no failure. */
export function tell(thrown: unknown): void {
  const error = toErrorData(thrown, 'WORKER_FAILED');
  if (error.code !== 'STOPPED') setSession({ error });
}
