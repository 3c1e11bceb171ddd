import { CodedError, toErrorData } from '../../core';
import type { OpenedModel, OpenParams, Specialisation } from '../../workers/session/protocol';
import { sentence } from '../format';
import { getSession, initialSession, type Source, setSession } from '../stores/session';
import { setView } from '../stores/view';
import { askBefore } from './askBefore';
import { beginsAsModel } from './beginsAsModel';
import { connection, onConnectionLost } from './connection';
import { pause, showStep } from './steps';
import { isLatest, latestTurn, overtake } from './turn';
import { forgetAfter, viewOf } from './views';
import { weightsAmong } from './weightFiles';

/** Seeds random weights wherever a person accepts them, so that two runs are alike. */
export const WEIGHT_SEED = 1;

let opened: OpenParams | null = null;
/** The person's own inputs for it. */
let testInputs: readonly File[] = [];

/** The worker died, and the page still shows a model that the next one does not have yet. */
let isLost = false;

/** Counts the weights that the open model was given. */
let weighings = 0;
export const weighingsNow = (): number => weighings;

const listeners: (() => void)[] = [];

/**
 * Registers what is about the state of the worker, which forgets it where a model is opened, be it the same one again, and
 * where it dies.
 */
export function onForgotten(listener: () => void): void {
  listeners.push(listener);
}

/** Nothing is to be opened again, should the worker die. */
export function forgetOpened(): void {
  opened = null;
  testInputs = [];
  isLost = false;
}

/** Runs an action on the session; a failure goes to the error banner and leaves the rest as it was. */
export async function attempt(action: () => Promise<void>): Promise<void> {
  setSession({ error: null, notice: null });
  try {
    await action();
  } catch (thrown) {
    const error = toErrorData(thrown, 'WORKER_FAILED');
    // What a person asked for is no failure; a model that was closed has had its own notice.
    const stopped = error.code === 'STOPPED' && getSession().model !== null;
    setSession({ opening: null, ...(stopped ? { notice: sentence(error.message) } : { error }) });
  }
}

/** Takes files before they are opened as a model; true: they were meant for it. */
type Intake = (files: readonly File[]) => boolean;
let intake: Intake = () => false;

/** Registers what looks at files first, such as what reads traces. */
export function setIntake(first: Intake): void {
  intake = first;
}

const isModel = (file: File) =>
  /\.(onnx|ort|pb)$/i.test(file.name) || !/\.(npy|bin|data|weights?)$/i.test(file.name);
const isTestInput = (file: File) => /\.(npy|pb)$/i.test(file.name);
const isModelAlone = async ([file, ...others]: readonly File[]): Promise<boolean> =>
  file !== undefined && others.length === 0 && (await beginsAsModel(file));

/** Whatever was dropped or chosen: a model with or without its weights, weights for the open model, or test inputs. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  performance.mark('model:dropped');
  const { model, running } = getSession();
  if (running) {
    setSession({
      error: new CodedError('BUSY', `${model?.name ?? 'A model'} is still being optimized`).toData(),
    });
    return;
  }
  if (intake(files)) return;
  const weights = model === null ? null : weightsAmong(files, model);
  if (weights !== null) return addWeights(weights);
  if (model !== null && files.every(isTestInput) && !(await isModelAlone(files))) return addTestInputs(files);
  const first = files.find((file) => /\.onnx$/i.test(file.name)) ?? files.find(isModel) ?? files[0];
  const name = first?.name ?? 'model';
  const params = { files, randomWeights: null, specialisation: null };
  askBefore({ label: 'Open the other model', go: () => void open(params, name, { kind: 'file' }) });
}

interface Showing {
  /**
   * false: somebody else shows a step of it, in one go; until then the canvas stays empty and the page goes on saying that
   * it opens.
   */
  readonly show?: boolean;
  /** Asked once the model is there; false: whoever opened it has no more use for it, and the page stays as it is. */
  readonly wanted?: () => boolean;
}

export async function open(
  params: OpenParams,
  name: string,
  source: Source,
  { show = true, wanted = () => true }: Showing = {},
): Promise<void> {
  await attempt(async () => {
    const turn = overtake();
    const awaited = () => isLatest(turn) && wanted();
    pause();
    setSession({ opening: name });
    const model = await connection()
      .call('open', params)
      .catch((thrown: unknown) => {
        if (!awaited()) return null;
        // What is on the page was on its way back when this overtook it.
        if (isLost) reopen();
        throw thrown;
      });
    if (model === null || !awaited()) return;
    performance.mark('model:parsed');
    opened = params;
    testInputs = [];
    isLost = false;
    for (const listener of listeners) listener();
    const { targets, target } = getSession();
    setSession({ ...initialSession, targets, target, model, source, opening: name });
    setView({ selected: null, inside: [], opened: new Set(), tab: 'inspect' });
    if (show) await showOpened(turn);
    void loadTargets();
  });
}

/** Shows the model as it was opened, unless something overtakes it. */
export async function showOpened(turn = latestTurn()): Promise<void> {
  await showFirst(() => isLatest(turn));
  if (isLatest(turn)) setSession({ opening: null });
}

async function showFirst(wanted: () => boolean = () => true): Promise<void> {
  forgetAfter(-1);
  const view = await viewOf(0);
  if (wanted()) setSession({ view, step: 0 });
}

async function loadTargets(): Promise<void> {
  if (getSession().targets.length > 0) return;
  try {
    const targets = await connection().call('targets', null);
    const target =
      targets.find((t) => t.recommended && t.unavailable === null) ??
      targets.find((t) => t.unavailable === null) ??
      null;
    setSession({ targets, target });
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'RUNTIME_UNAVAILABLE') });
  }
}

/** Takes over what the worker says about the model after a change, and drops the trace that the change ended. */
async function changed(model: OpenedModel): Promise<void> {
  pause();
  // What a chosen node was with the dimensions before, it is no more.
  setView({ inside: [], selected: null });
  setSession({ model, steps: [], step: 0, result: null, rival: null, operators: null, progress: null });
  await showFirst();
}

/**
 * Takes over the model with other weights: its rewrites stay, unless they are dropped, and nothing that was found out with the
 * weights before.
 */
function reweighed(model: OpenedModel, dropSteps = false): void {
  weighings++;
  const blank = { imagined: null, estimated: null, measured: null, verified: null };
  setSession(({ steps }) => ({
    model,
    steps: dropSteps ? [] : steps.map(({ startMs: _, ...step }) => ({ ...step, ...blank })),
    result: null,
    rival: null,
    operators: null,
    progress: null,
  }));
}

const addWeights = (files: readonly File[]): Promise<void> =>
  attempt(async () => {
    const { result, steps } = getSession();
    // With the report goes what says that these are not confirmed, and they would be downloaded as if they were wanted.
    const dropSteps = result?.returned === 'original' && steps.length > 0;
    reweighed(await connection().call('addWeights', { files, dropSteps }), dropSteps);
    if (dropSteps) setSession({ notice: 'Rewrites that were not confirmed before are no longer listed' });
    if (opened !== null) opened = { ...opened, files: [...opened.files, ...files] };
    // Shares of the runtime on the cards are of the weights before.
    forgetAfter(-1);
    await showStep(getSession().step);
  });

const addTestInputs = (files: readonly File[]): Promise<void> =>
  attempt(async () => {
    // What was said of inputs that did not fit is over.
    const { matched, model } = await connection().call('addTestInputs', { files });
    testInputs = files;
    setSession({ model, notice: `Test inputs taken for ${matched.join(', ')}` });
  });

export const acceptRandomWeights = (): Promise<void> =>
  attempt(async () => {
    reweighed(await connection().call('acceptRandomWeights', { seed: WEIGHT_SEED }));
    if (opened !== null) opened = { ...opened, randomWeights: WEIGHT_SEED };
  });

export const specialise = (specialisation: Specialisation): Promise<void> =>
  attempt(async () => {
    await changed(await connection().call('specialise', specialisation));
    if (opened !== null) opened = { ...opened, specialisation };
  });

/** Should the worker die, the model is opened with this again. */
export function rememberSpecialisation(specialisation: Specialisation): void {
  if (opened !== null) opened = { ...opened, specialisation };
}

// The files are still in reach, so a worker that died is replaced and the model opened again; its trace is gone.
onConnectionLost((error) => {
  pause();
  forgetAfter(-1);
  for (const listener of listeners) listener();
  setSession({ error: error.toData(), running: false, stopping: false, progress: null, opening: null });
  reopen();
});

/** A model, with the person's own inputs; that these cannot be read any more does not keep it away. */
async function openAgain(params: OpenParams): Promise<OpenedModel> {
  const model = await connection().call('open', params);
  const files = testInputs;
  if (files.length === 0) return model;
  try {
    return (await connection().call('addTestInputs', { files })).model;
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'WORKER_FAILED') });
    return model;
  }
}

/** Opens in a new worker what the last one had. */
function reopen(): void {
  if (opened === null) return;
  isLost = true;
  const turn = latestTurn();
  const { model: shown } = getSession();
  void openAgain(opened)
    .then(async (model) => {
      // Something else is on the page by now.
      if (getSession().model !== shown) return;
      isLost = false;
      setSession({ model, steps: [], result: null, rival: null, operators: null });
      await showStep(0);
    })
    .catch((thrown: unknown) => {
      if (isLatest(turn)) setSession({ error: toErrorData(thrown, 'WORKER_FAILED') });
    });
}
