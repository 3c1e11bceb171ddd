import { connection, endConnection } from '../session/connection';
import { forgetOpened, rememberSpecialisation, showOpened } from '../session/open';
import { pause, showStep } from '../session/steps';
import { overtakeFetch } from '../session/turn';
import { forgetAfter } from '../session/views';
import { getSession, initialSession, setSession } from '../stores/session';
import { setView } from '../stores/view';
import { getShared, type Shared, updateShared } from './shared';
import { isPresent } from './unlessOvertaken';

/** Whether another trace has taken its place. Where a person has only let go of it, or is asked, its model comes all the same. */
export const isOvertaken = (shared: Shared): boolean => {
  const now = getShared();
  return now !== null && now.phase !== 'asking' && !isPresent(shared);
};

/** Plays the trace on the model that is open, and shows the step that the sender looked at. */
export async function replay(): Promise<void> {
  const shared = getShared();
  if (shared === null) return;
  const { trace } = shared;
  const replayed = await connection().call('replay', {
    trace,
    onStructure: shared.onStructure,
  });
  if (isOvertaken(shared)) return;
  const { model, checked, refused, rules } = replayed;
  // What could not be played keeps its place in the list and in the chart.
  const steps = [...replayed.steps, ...shared.steps.slice(replayed.steps.length)];
  pause();
  forgetAfter(-1);
  // A chosen node and times of operators were of another trace's graphs.
  setView({ selected: null, inside: [] });
  const blank = { result: null, rival: null, operators: null, progress: null, opening: null };
  setSession({ model, steps, step: 0, ...blank });
  rememberSpecialisation({
    dims: Object.fromEntries(model.dims.map(({ name, value }) => [name, value])),
    keepOutputs: model.outputs.every(({ kept }) => kept)
      ? null
      : model.outputs.filter(({ kept }) => kept).map(({ name }) => name),
  });
  updateShared({ phase: 'replayed', steps, valid: steps.length, checked, refused, rules, trouble: null });
  await showStep(trace.current);
}

/**
 * Replays on a model that nothing was shown of yet: the step that the sender looked at is the first to be drawn, so that
 * the drawing and the camera do not depend on which of the two comes sooner.
 */
export async function replayOpened(shared: Shared): Promise<void> {
  try {
    await replay();
  } catch (thrown) {
    if (!isOvertaken(shared)) await showOpened();
    throw thrown;
  }
}

/** Chart and rules, without a graph; what was open is closed. */
export function waitForModel(trouble: string | null): void {
  const shared = getShared();
  if (shared === null) return;
  const { targets, target, model, opening } = getSession();
  // A model that is still on its way would come over the trace.
  overtakeFetch();
  pause();
  forgetAfter(-1);
  // Nor is what was open to come back, should its worker die. Its memory is given back, unless a file that a person gave
  // is being read there.
  forgetOpened();
  if (model !== null && opening === null) endConnection();
  setSession({ ...initialSession, targets, target, steps: shared.steps, step: shared.trace.current });
  updateShared({ phase: 'waiting', trouble });
}
