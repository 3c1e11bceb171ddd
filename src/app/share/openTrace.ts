import { CodedError, toErrorData } from '../../core';
import { maxFile, readTraceFile, type Trace, traceFromFragment } from '../../trace';
import { addressProblem } from '../../workers/fetch/protocol';
import type { OpenParams } from '../../workers/session/protocol';
import { fetchFile, folder, type GalleryModel, loadGallery, nameOf } from '../gallery/gallery';
import { connection } from '../session/connection';
import { open, showOpened, WEIGHT_SEED } from '../session/open';
import { play } from '../session/steps';
import { getSession, setSession, useSession } from '../stores/session';
import { lostBesides } from './lostBesides';
import { isOvertaken, replay, replayOpened, waitForModel } from './replayShared';
import { closeShared, declineShared, getShared, type Shared, updateShared, useShared } from './shared';
import { isPresent, unlessOvertaken } from './unlessOvertaken';

const fail = (thrown: unknown): void =>
  setSession({ error: toErrorData(thrown, 'WORKER_FAILED'), opening: null });

/** Opens the trace in a link; a link that cannot be read is refused and changes nothing. */
export async function openFragment(fragment: string): Promise<void> {
  try {
    await showTrace(await traceFromFragment(fragment), null);
  } catch (thrown) {
    fail(thrown);
  }
}

/** Opens a `.dreamtrace` file, with its model where that was given beside it. */
export async function openTraceFile(file: File, beside: readonly File[]): Promise<void> {
  try {
    if (file.size > maxFile)
      throw new CodedError('TRACE_MALFORMED', 'The trace file is larger than any real trace.');
    const { trace, structure } = readTraceFile(await file.text());
    await showTrace(trace, structure);
    if (beside.length > 0 && getShared()?.phase === 'waiting') await giveModel(beside);
  } catch (thrown) {
    fail(thrown);
  }
}

/** Opens a ready trace of the gallery and plays it from the start. */
export async function watchReady(url: string): Promise<void> {
  try {
    const { trace } = readTraceFile(await (await fetchFile(url)).text());
    await showTrace({ ...trace, current: 0 }, null);
    if (getShared()?.phase === 'replayed') await play();
  } catch (thrown) {
    fail(thrown);
  }
}

/** Shows a trace: replayed where its model is at hand, else as chart and rules. Asks before it replaces a person's work. */
export async function showTrace(trace: Trace, structure: Uint8Array<ArrayBuffer> | null): Promise<void> {
  const { running, model, steps } = getSession();
  if (running) throw new CodedError('BUSY', `${model?.name ?? 'A model'} is still being optimized`);
  const described = await connection().call('describeTrace', { trace });
  const before = getShared();
  const ownSteps = model !== null && steps.length > 0 && (before === null || before.valid < steps.length);
  const ownWork = ownSteps || lostBesides(trace).length > 0;
  setSession({ error: null, notice: null });
  const former = before?.phase === 'asking' ? useShared.getState().former : before;
  useShared.setState({
    former: ownWork && former?.phase === 'replayed' ? { ...former, measuring: false } : null,
    shared: {
      trace,
      structure,
      ...described,
      phase: ownWork ? 'asking' : 'opening',
      trouble: null,
      checked: false,
      refused: null,
      valid: 0,
      onStructure: false,
      measuring: false,
    },
  });
  if (ownWork) return;
  if (model === null) setSession({ steps: described.steps, step: trace.current });
  await findModel();
}

/** The person agreed, or not, that the trace takes the place of what is open. */
export async function answerReplace(agreed: boolean): Promise<void> {
  if (!agreed) return declineShared();
  useShared.setState({ former: null });
  updateShared({ phase: 'opening' });
  await findModel();
}

/** Opens the trace's model from where the trace says it is. */
async function findModel(): Promise<void> {
  const shared = getShared();
  if (shared === null) return;
  const { model: about } = shared.trace;
  try {
    if (getSession().model?.sha256 === about.sha256) return await replay();
    if (about.source.kind === 'url') {
      const problem = addressProblem(new URL(about.source.url));
      waitForModel(problem === null ? null : `${problem.message} ${problem.advice}`);
      if (problem !== null) return;
      return updateShared({ phase: 'confirming' });
    }
    if (about.source.kind === 'private') return waitForModel(null);
    const { id } = about.source;
    const gallery = await unlessOvertaken(shared, loadGallery);
    if (gallery === null || !isPresent(shared)) return;
    const entry = gallery.find((one) => one.id === id);
    if (entry === undefined) return waitForModel(`The gallery here has no model “${id}”.`);
    await openGallery(shared, entry);
  } catch (thrown) {
    if (!isPresent(shared)) return;
    waitForModel(toErrorData(thrown, 'NETWORK').message);
    fail(thrown);
  }
}

/** A trace's model from an address. Null: something else was opened meanwhile. */
const fetchModel = (shared: Shared, url: string, name: string): Promise<File | null> =>
  unlessOvertaken(shared, async () => new File([await (await fetchFile(url)).blob()], name));

async function openGallery(shared: Shared, entry: GalleryModel): Promise<void> {
  const file = await fetchModel(shared, folder + entry.file, entry.file);
  if (file === null) return;
  const weights = entry.weights === 'missing' ? WEIGHT_SEED : null;
  // Until the trace's own dimensions are known to fit, the card's.
  await openAndReplay(shared, [file], entry.title, { kind: 'gallery', id: entry.id }, weights, entry.dims);
}

/** The person agreed, or not, that the model is fetched from another server. */
export async function answerFetch(agreed: boolean): Promise<void> {
  const shared = getShared();
  if (shared === null || shared.trace.model.source.kind !== 'url') return;
  updateShared({ phase: agreed ? 'opening' : 'waiting' });
  if (!agreed) return;
  const { url } = shared.trace.model.source;
  try {
    const name = nameOf(url);
    setSession({ opening: name });
    const file = await fetchModel(shared, url, name);
    if (file === null) return;
    await openAndReplay(shared, [file], name, { kind: 'url', url }, null);
  } catch (thrown) {
    if (!isPresent(shared)) return;
    waitForModel(toErrorData(thrown, 'NETWORK').message);
    fail(thrown);
  }
}

/** Files that a person gave while the trace waits for its model: the very file, or nothing changes. */
export async function giveModel(files: readonly File[]): Promise<void> {
  const shared = getShared();
  if (shared === null) return;
  updateShared({ phase: 'opening' });
  try {
    await openAndReplay(shared, files, files[0]?.name ?? 'model', { kind: 'file' }, null);
  } catch (thrown) {
    if (!isPresent(shared)) return;
    updateShared({ phase: 'waiting' });
    fail(thrown);
  }
}

/** Replays on the structure that came with the file. */
export async function useStructure(): Promise<void> {
  const shared = getShared();
  if (shared === null || shared.structure === null) return;
  const file = new File([shared.structure], 'structure.onnx');
  try {
    updateShared({ phase: 'opening' });
    const params = { files: [file], randomWeights: WEIGHT_SEED, specialisation: null };
    if (!(await openFor(shared, params, 'the structure', { kind: 'structure' }))) return;
    updateShared({ onStructure: true });
    await replayOpened(shared);
  } catch (thrown) {
    if (!isPresent(shared)) return;
    updateShared({ phase: 'waiting' });
    fail(thrown);
  }
}

/** Opens what a trace is to be replayed on; false: nobody waits for that any more, and the model is shown as any other. */
async function openFor(
  shared: Shared,
  params: OpenParams,
  title: string,
  source: Parameters<typeof open>[2],
): Promise<boolean> {
  await open(params, title, source, { show: false, wanted: () => !isOvertaken(shared) });
  const present = isPresent(shared);
  if (!present && !isOvertaken(shared)) await showOpened();
  return present;
}

/** @throws CodedError TRACE_OTHER_MODEL before anything that is open goes away. */
async function openAndReplay(
  shared: Shared,
  files: readonly File[],
  title: string,
  source: Parameters<typeof open>[2],
  randomWeights: number | null,
  dims: GalleryModel['dims'] = {},
): Promise<void> {
  const wanted = shared.trace.model.sha256;
  const found = await unlessOvertaken(shared, () => connection().call('identify', { files }));
  if (found === null) return;
  if (!isPresent(shared)) {
    if (!isOvertaken(shared)) setSession({ opening: null });
    return;
  }
  if (found.sha256 !== wanted) {
    throw new CodedError(
      'TRACE_OTHER_MODEL',
      `The trace was made with the file whose SHA-256 begins ${short(wanted)}; ${found.name} has ${short(found.sha256)}.`,
      found.name,
    );
  }
  const params = { files, randomWeights, specialisation: { dims, keepOutputs: null } };
  if (!(await openFor(shared, params, title, source))) return;
  const { model, view } = getSession();
  if (model?.sha256 === wanted) return await replayOpened(shared);
  updateShared({ phase: 'waiting' });
  if (model !== null && view === null) await showOpened();
}

/** The beginning of a hash, in two groups. */
export const short = (hash: string): string => `${hash.slice(0, 8)} ${hash.slice(8, 16)}`;

// A model may be opened by other ways while a trace waits for it.
useSession.subscribe((now, before) => {
  const shared = getShared();
  if (shared?.phase !== 'waiting' && shared?.phase !== 'confirming') return;
  if (now.model === null || now.opening !== null || before.opening === null) return;
  if (now.model.sha256 === shared.trace.model.sha256) void replay().catch(fail);
  else closeShared();
});
