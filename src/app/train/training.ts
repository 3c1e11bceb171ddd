import { CodedError, toErrorData } from '../../core';
import { createTraining, type TrainingClient } from '../../workers/training/client';
import type { KeptKey } from '../../workers/training/protocol';
import { noteOpened } from '../dream/refusals';
import { useDreamTab } from '../dream/state';
import { connection } from '../session/connection';
import { save } from '../session/download';
import { noteLearningSaved } from '../session/unsaved';
import { chosenTarget } from '../stores/borrowedTarget';
import { getSession, type SessionState, setSession, useSession } from '../stores/session';
import { blankRun, getTraining, setTraining } from '../stores/training';
import { forgetTraining, setWorldModel, shippedCheckpoint, type WorldModelKind } from '../stores/worldModel';
import { agentSetup, hearAgent } from './agentRun';
import { baseName } from './base';
import { hearTraining } from './hearTraining';
import { isClockAsked } from './isClockAsked';
import { endPausing, whilePausing } from './pausing';

let client: TrainingClient | null = null;
/** Counts what was begun and what was ended: a run that was stopped while it was starting is no longer waited for. */
let turn = 0;
/** Updates and rounds that the present run was started for: a file that it goes on from may have more. */
let asked: { readonly total: number; readonly rounds: number } | null = null;
/** A person cleared the box for the open model, or keeping failed: it is not ticked again by itself. */
let unwanted = false;

/** The training worker, started when it is first needed; what it says goes into the store. */
function worker(): TrainingClient {
  if (client !== null) return client;
  const started = createTraining();
  client = started;
  hearTraining(started);
  hearAgent(started);
  started.on('error', (error) => setSession({ error }));
  started.on('unkept', (error) => {
    unwanted = true;
    setTraining({ keep: false });
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

/** What was asked for, once: the length of one file's run is not for the next. */
function takeAsked(): typeof asked {
  const taken = asked;
  asked = null;
  return taken;
}

/** Runs an action on the worker; a failure goes to the error banner. */
async function attempt(action: () => Promise<void>): Promise<void> {
  setSession({ error: null, notice: null });
  try {
    await action();
  } catch (thrown) {
    tell(thrown);
  }
}

/** Says why something failed; that its worker was ended is no failure. */
function tell(thrown: unknown): void {
  const error = toErrorData(thrown, 'WORKER_FAILED');
  if (error.code !== 'STOPPED') setSession({ error });
}

/** The shipped checkpoint of a kind; null where the app comes without one. */
async function pretrained(kind: WorldModelKind): Promise<Uint8Array | null> {
  try {
    return await shippedCheckpoint(kind);
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'NETWORK') return null;
    throw thrown;
  }
}

/** Under what the browser keeps checkpoints of what learns. */
function keptKey(sha256: string): KeptKey {
  const { mode, kind } = getTraining();
  return mode === 'agent' ? { sha256, kind: 'agent', base: baseName(getSession()) } : { sha256, kind };
}

/** Gets a run ready; false where that failed, which is then said. */
async function openRun(): Promise<boolean> {
  const { from, seed, total, mode } = getTraining();
  // The agent that ships was trained in this kind of world model.
  const kind = mode === 'agent' ? 'dreamgraph' : getTraining().kind;
  const { model } = getSession();
  if (model === null) return false;
  const own = ++turn;
  asked = { total, rounds: getTraining().rounds };
  setTraining({ ...blankRun, kind, run: 'starting' });
  try {
    const [hollow, start, agent] = await Promise.all([
      connection().call('hollow', null),
      from === 'pretrained' ? pretrained(kind) : null,
      mode === 'agent' ? agentSetup() : null,
    ]);
    if (own !== turn) return false;
    const provider = chosenTarget(getSession().target)?.ep ?? 'wasm';
    const common = { kind, model: hollow, provider, seed, updates: total } as const;
    const setup = agent === null ? common : { ...common, agent };
    const training = worker();
    let remark: string | null =
      from === 'pretrained' && start === null
        ? 'There is no pretrained model of this kind, so training begins with nothing learned.'
        : null;
    const info = await training.call('open', { ...setup, start }).catch((thrown: unknown) => {
      // A model of another version is no reason not to train: then it begins with nothing learned.
      if (start === null || !(thrown instanceof CodedError) || thrown.code !== 'CHECKPOINT_REJECTED')
        throw thrown;
      if (own !== turn) throw thrown;
      remark = `The pretrained model was refused (${thrown.message}), so training begins with nothing learned.`;
      return training.call('open', { ...setup, start: null });
    });
    // The run may have been stopped meanwhile, or the model closed; another may be starting by now.
    if (own !== turn) return false;
    if (getTraining().keep) await training.call('keep', { ...keptKey(model.sha256), keep: true });
    if (own !== turn) return false;
    setTraining({ run: 'open', info, backend: info.backend, remark });
    return true;
  } catch (thrown) {
    // Of a run that nobody waits for there is nothing to tell.
    if (own !== turn) return false;
    setTraining({ run: 'none', progress: null, ...takeAsked() });
    tell(thrown);
    return false;
  }
}

export const startTraining = (): Promise<void> =>
  attempt(async () => {
    if (!(await openRun())) return;
    if (isClockAsked()) setTraining({ yielded: true });
    else await worker().call('resume', null);
  });

export const resumeTraining = (): Promise<void> => attempt(() => worker().call('resume', null));
export const pauseTraining = (): Promise<void> =>
  attempt(() => whilePausing(() => worker().call('pause', null)));
export const stepTraining = (): Promise<void> => attempt(() => worker().call('step', null));

/** Back to update 0 of what was asked for; dreams use the shipped model again. */
export const resetTraining = (): Promise<void> =>
  attempt(async () => {
    const { seed } = getTraining();
    await worker().call('reset', { seed });
    setTraining(({ run, info, backend, remark, progress }) => ({
      ...blankRun,
      run,
      info,
      backend,
      remark,
      progress,
      ...asked,
    }));
    forgetTraining();
  });

/** Ends the run; what it learned stays in use, and its curves to be looked at. */
export function stopTraining(): void {
  turn++;
  endPausing();
  setTraining({ run: 'none', running: false, yielded: false, progress: null, ...takeAsked() });
  client?.call('close', null).catch(() => undefined);
}

/** Ends the worker, and all that it knew. */
function endWorker(): void {
  turn++;
  endPausing();
  client?.dispose();
  client = null;
}

/** Goes on from what this browser keeps for the model. */
export const continueKept = (): Promise<void> =>
  attempt(async () => {
    const { model } = getSession();
    if (model === null) return;
    const kept = await worker().call('kept', keptKey(model.sha256));
    if (kept === null) {
      setTraining({ kept: null });
      return;
    }
    await goOnFrom(kept.bytes);
  });

/** Goes on from a checkpoint file. */
export const openCheckpoint = (file: File): Promise<void> =>
  attempt(async () => goOnFrom(new Uint8Array(await file.arrayBuffer())));

async function goOnFrom(bytes: Uint8Array): Promise<void> {
  if (getTraining().run !== 'open' && !(await openRun())) return;
  const { updates, seed, total } = await worker()
    .call('restore', { bytes })
    .catch((thrown: unknown) => {
      noteOpened(thrown);
      throw thrown;
    });
  noteOpened(null);
  setTraining(({ run, info, backend, progress, mode, reports }) => ({
    ...blankRun,
    run,
    info,
    backend,
    progress,
    updates,
    seed,
    ...(mode === 'agent' ? { rounds: total } : { total }),
    reports: mode === 'agent' ? reports : [],
  }));
  // An agent's file holds more than a world model; what it teaches dreams arrives by itself.
  if (getTraining().mode === 'agent') return;
  const { kind } = getTraining();
  setWorldModel({ kind, origin: 'opened file', checkpoint: bytes, updates, agent: null });
}

/** Saves the present state as a file that training can go on from. */
export const saveCheckpoint = (): Promise<void> =>
  attempt(async () => {
    const bytes = await worker().call('save', null);
    const stem = (getSession().model?.name ?? 'model').replace(/\.onnx$/i, '');
    const kind = getTraining().mode === 'agent' ? 'dgag' : 'dgck';
    save(
      `${stem}.${kind}`,
      new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }),
    );
    noteLearningSaved();
  });

/** Keeps checkpoints in this browser under the model's hash, or forgets them. */
export const keepInBrowser = (keep: boolean): Promise<void> =>
  attempt(async () => {
    const { model } = getSession();
    if (model === null) return;
    unwanted = !keep;
    setTraining({ keep });
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
    const keep = !unwanted && (kept !== null || source.kind === 'gallery');
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

/** Marks the graph on the canvas on the map. */
async function markPresent(): Promise<void> {
  const { run, map } = getTraining();
  const { model, step } = getSession();
  if (run !== 'open' || map === null || model === null) return;
  try {
    if (step === 0) {
      await worker().call('mark', null);
      return;
    }
    const [seen, start] = await Promise.all([
      connection().call('observe', { step }),
      connection().call('observe', { step: 0 }),
    ]);
    if (getSession().step === step)
      await worker().call('mark', { observation: seen.observation, relative: seen.ms / start.ms });
  } catch {
    // The trace was replaced meanwhile: the next step that is shown is marked.
  }
}

/** Training would disturb the clock, so it waits while that is asked, and goes on afterwards. */
function yieldToClock(): void {
  const { run, running, yielded } = getTraining();
  if (run !== 'open') return;
  const busy = isClockAsked();
  if (busy === yielded || (busy && !running)) return;
  setTraining({ yielded: busy });
  // A person's own pause alone cuts off what an agent still asks the clock: its answer would be lost to what it learns.
  const done = worker().call(busy ? 'pause' : 'resume', null);
  void done.catch(() => undefined);
}

/** What a run is of: an agent's of its graph and provider, which the clock answers for; a world model never asks the clock. */
function learnedOn({ model, target }: SessionState): string {
  return baseName({ model, target: getTraining().mode === 'agent' ? target : null });
}

/** Ends a run that is of another graph of this file; an agent's also with the provider. */
function endIfOther(now: SessionState, before: SessionState): void {
  if (getTraining().run === 'none' || learnedOn(now) === learnedOn(before)) return;
  endWorker();
  setTraining({ run: 'none', running: false, yielded: false, progress: null, kept: null, ...takeAsked() });
  setSession({ notice: 'Training ended: it was with other dimensions, outputs or another provider' });
}

useDreamTab.subscribe((now, before) => {
  if (now.busy?.what !== before.busy?.what) yieldToClock();
});

// What was learned of one model is not for another.
useSession.subscribe((now, before) => {
  if (now.model?.sha256 !== before.model?.sha256) {
    endWorker();
    unwanted = false;
    setTraining({ ...blankRun, kept: null, keep: false, ...takeAsked() });
    forgetTraining();
    return;
  }
  endIfOther(now, before);
  yieldToClock();
  if (now.step !== before.step || now.steps !== before.steps) void markPresent();
});
