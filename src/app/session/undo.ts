import { create } from 'zustand';
import { CodedError } from '../../core';
import type { OptimizeReport } from '../../workers/session/protocol';
import { getSession, setSession, useSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { connection } from './connection';
import { attempt, onForgotten, rememberSpecialisation, weighingsNow } from './open';
import type { Rival } from './rival';
import { sameBase } from './sameBase';
import { pause, showStep } from './steps';
import { commonPrefix, forgetAfter, sameTrace } from './views';

/** Something that a person did, and how it is taken back and done again. */
interface Deed {
  /** As in “Undone: Fold layer 3”. */
  readonly label: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export interface UndoState {
  readonly past: readonly Deed[];
  /** Taken back, the latest first. */
  readonly future: readonly Deed[];
}

const mostDeeds = 100;
const nothing: UndoState = { past: [], future: [] };

export const useUndo = create<UndoState>()(() => nothing);

/** Counts how often the worker forgot what it had remembered, or another model came. */
let forgettings = 0;

/** The model's state in the worker, and what the page says about it. */
interface Moment {
  readonly id: number;
  readonly step: number;
  /** Which weights the result was found out with. */
  readonly weighing: number;
  readonly result: OptimizeReport | null;
  readonly rival: Rival | null;
  readonly opened: ReadonlySet<string>;
}

/** Takes note of what has just been done, and of how it is taken back. */
export function did(deed: Deed): void {
  useUndo.setState(({ past }) => ({ past: [...past, deed].slice(-mostDeeds), future: [] }));
}

async function moment(): Promise<Moment> {
  const id = await connection().call('remember', null);
  const { step, result, rival } = getSession();
  return { id, step, weighing: weighingsNow(), result, rival, opened: getView().opened };
}

async function goBackTo({ id, step, weighing, result, rival, opened }: Moment): Promise<void> {
  if (getSession().running)
    throw new CodedError('BUSY', 'The model is being optimized, so nothing is taken back now.');
  pause();
  const { model, steps } = await connection().call('recall', { id });
  const before = getSession();
  // Another base has other graphs at every step.
  forgetAfter(sameBase(before.model, model) ? commonPrefix(before.steps, steps) : -1);
  // Weights that were given since stay; what was measured with the others is not about these.
  const found = weighing === weighingsNow() ? { result, rival } : { result: null, rival: null };
  setSession({ model, steps, ...found, operators: null, progress: null });
  const kept = model.outputs.filter((output) => output.kept).map((output) => output.name);
  rememberSpecialisation({
    dims: Object.fromEntries(model.dims.map((dim) => [dim.name, dim.value])),
    keepOutputs: kept.length === model.outputs.length ? null : kept,
  });
  setView({ opened, inside: [], selected: null });
  await showStep(step);
}

/** Does something to the model that can be taken back: a rewrite, other dimensions, an optimization. */
export async function undoable(label: string, action: () => Promise<void>): Promise<void> {
  const before = await moment();
  const { steps, model, result } = getSession();
  const own = forgettings;
  const note = async (): Promise<void> => {
    // The steps that came are still being played; redoing shows their end.
    const end = getSession().steps.length;
    const after = { ...(await moment()), step: end };
    if (own === forgettings) did({ label, undo: () => goBackTo(before), redo: () => goBackTo(after) });
  };
  try {
    await action();
  } catch (thrown) {
    const now = getSession();
    const done = !(sameTrace(now.steps, steps) && now.result === result);
    // What it did before it failed can be taken back all the same, unless the model is gone.
    if (done && now.model === model && own === forgettings) await note().catch(() => undefined);
    throw thrown;
  }
  const now = getSession();
  if (now.steps === steps && now.model === model && now.result === result) return;
  await note();
}

/** Opens or folds blocks in a way that can be taken back. */
export function undoableFold(label: string, change: () => void): void {
  const before = getView().opened;
  change();
  const after = getView().opened;
  if (before === after) return;
  const show = async (opened: ReadonlySet<string>): Promise<void> => setView({ opened, selected: null });
  did({ label, undo: () => show(before), redo: () => show(after) });
}

let under: Promise<void> = Promise.resolve();

/** One after the other: keys repeat faster than a worker answers. */
const inTurn = (work: () => Promise<void>): Promise<void> => {
  under = under.then(work);
  return under;
};

export const undo = (): Promise<void> =>
  inTurn(async () => {
    const deed = useUndo.getState().past.at(-1);
    if (deed === undefined) return;
    const own = forgettings;
    await attempt(async () => {
      await deed.undo();
      if (own !== forgettings) return;
      // What was done meanwhile stays, and is not taken back with it.
      useUndo.setState(({ past, future }) => ({
        past: past.filter((one) => one !== deed),
        future: past.at(-1) === deed ? [deed, ...future] : future,
      }));
      setSession({ notice: `Undone: ${deed.label}` });
    });
  });

export const redo = (): Promise<void> =>
  inTurn(async () => {
    const { past: before, future: coming } = useUndo.getState();
    const deed = coming[0];
    if (deed === undefined) return;
    const own = forgettings;
    await attempt(async () => {
      await deed.redo();
      if (own !== forgettings) return;
      // What was done meanwhile is later than this.
      useUndo.setState(({ past, future }) => ({
        past: [
          ...past.filter((one) => before.includes(one)),
          deed,
          ...past.filter((one) => !before.includes(one)),
        ].slice(-mostDeeds),
        future: future.filter((one) => one !== deed),
      }));
      setSession({ notice: `Done again: ${deed.label}` });
    });
  });

// What was done to one model cannot be taken back in another, nor where the worker began anew and remembers nothing.
const forget = (): void => {
  forgettings++;
  useUndo.setState(nothing);
};
onForgotten(forget);
useSession.subscribe((now, before) => {
  if (now.model?.sha256 !== before.model?.sha256) forget();
});
