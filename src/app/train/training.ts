import { CodedError } from '../../core';
import { noteOpened } from '../dream/refusals';
import { connection } from '../session/connection';
import { save } from '../session/download';
import { noteLearningSaved } from '../session/unsaved';
import { chosenTarget } from '../stores/borrowedTarget';
import { getSession } from '../stores/session';
import { blankRun, getTraining, setTraining } from '../stores/training';
import { forgetTraining, setWorldModel, shippedCheckpoint, type WorldModelKind } from '../stores/worldModel';
import { agentSetup } from './agentRun';
import './followSession';
import { isClockAsked } from './isClockAsked';
import { keptKey } from './keeping';
import { whilePausing } from './pausing';
import { askedFor, attempt, beginRun, endRun, takeAsked, tell, worker } from './trainingWorker';

/** The shipped checkpoint of a kind; null where the app comes without one. */
async function pretrained(kind: WorldModelKind): Promise<Uint8Array | null> {
  try {
    return await shippedCheckpoint(kind);
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'NETWORK') return null;
    throw thrown;
  }
}

/** Gets a run ready; false where that failed, which is then said. */
async function openRun(): Promise<boolean> {
  const { from, seed, total, mode } = getTraining();
  // The agent that ships was trained in this kind of world model.
  const kind = mode === 'agent' ? 'dreamgraph' : getTraining().kind;
  const { model } = getSession();
  if (model === null) return false;
  const isLast = beginRun();
  setTraining({ ...blankRun, kind, run: 'starting' });
  try {
    const [hollow, start, agent] = await Promise.all([
      connection().call('hollow', null),
      from === 'pretrained' ? pretrained(kind) : null,
      mode === 'agent' ? agentSetup() : null,
    ]);
    if (!isLast()) return false;
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
      if (!isLast()) throw thrown;
      remark = `The pretrained model was refused (${thrown.message}), so training begins with nothing learned.`;
      return training.call('open', { ...setup, start: null });
    });
    // The run may have been stopped meanwhile, or the model closed; another may be starting by now.
    if (!isLast()) return false;
    if (getTraining().keep) await training.call('keep', { ...keptKey(model.sha256), keep: true });
    if (!isLast()) return false;
    setTraining({ run: 'open', info, backend: info.backend, remark });
    return true;
  } catch (thrown) {
    // Of a run that nobody waits for there is nothing to tell.
    if (!isLast()) return false;
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
      ...askedFor(),
    }));
    forgetTraining();
  });

/** Ends the run; what it learned stays in use, and its curves to be looked at. */
export const stopTraining = endRun;

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
