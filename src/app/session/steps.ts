import { toErrorData } from '../../core';
import type { StepView } from '../../workers/session/protocol';
import { getSession, setSession } from '../stores/session';
import { getView, setView, useView } from '../stores/view';
import { paceOf } from '../timeline/pace';
import { nearestStop, stopAt, stopsOf } from '../timeline/stops';
import { commonPrefix, forgetAfter, playable, viewOf } from './views';

/** A trace is watched in this time at most, milliseconds. */
const WATCH_WITHIN = 25_000;
/** One that has just been found is played faster. */
const FOLLOW_WITHIN = 6000;

let asked = 0;

/** Shows a step; of several calls in a hurry the last one wins. */
export async function showStep(step: number): Promise<void> {
  const ticket = ++asked;
  const wanted = Math.max(0, Math.min(step, getSession().steps.length));
  if (getSession().model === null) {
    // A trace without its model has steps and figures, and no graph.
    setSession({ step: wanted });
    return;
  }
  // Another step may not have the node that the subgraph belongs to.
  if (wanted !== getSession().step && getView().inside.length > 0) setView({ inside: [], selected: null });
  try {
    const last = playable(getSession().steps);
    const view = await viewOf(Math.min(wanted, last));
    if (ticket === asked) setSession({ step: wanted, view });
    if (wanted < last) void viewOf(wanted + 1).catch(() => undefined);
  } catch (thrown) {
    if (ticket === asked) setSession({ error: toErrorData(thrown, 'WORKER_FAILED') });
  }
}

let timer: ReturnType<typeof setTimeout> | null = null;
/** Counts how often playing began: what still waits for a view of before goes no further. */
let plays = 0;

const stopsNow = (): readonly number[] => stopsOf(getSession().steps, getView().onlyEffects);

/** Shows the stops that are left, one after the other, until `deadline` (by the page's clock) at most. */
function tick(deadline: number, own: number): void {
  const { step } = getSession();
  const left = stopsNow().filter((stop) => stop > step);
  const { wait, stride } = paceOf(left.length, deadline - performance.now());
  timer = setTimeout(async () => {
    const next = left[Math.min(stride, left.length) - 1];
    if (!getView().playing || next === undefined || getSession().steps.length < next) {
      setView({ playing: false });
      return;
    }
    await showStep(next);
    if (getView().playing && own === plays) tick(deadline, own);
  }, wait);
}

function start(within: number): void {
  setView({ playing: true });
  if (timer !== null) clearTimeout(timer);
  tick(performance.now() + within, ++plays);
}

/** Plays from the present step, or from the start when the last one is showing. */
export async function play(): Promise<void> {
  const { step, steps } = getSession();
  if (steps.length === 0) return;
  if (step >= steps.length) await showStep(0);
  start(WATCH_WITHIN);
}

export function pause(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  setView({ playing: false });
}

/** A step that a person chose ends playing. */
export function goTo(step: number): void {
  pause();
  void showStep(step);
}

/** Goes towards a step; where those without effect are hidden, on to the next that is not. */
export function goTowards(step: number): void {
  goTo(stopAt(stopsNow(), step, getSession().step));
}

/** Goes to the step that is nearest to where a person pointed, and not hidden. */
export function goNear(step: number): void {
  goTo(nearestStop(stopsNow(), step));
}

/** Takes a new trace over: keeps what it shares with the old one, then plays the rest. */
export async function takeTrace(steps: readonly StepView[], follow: boolean): Promise<void> {
  const before = getSession();
  const shared = commonPrefix(before.steps, steps);
  forgetAfter(shared);
  setSession({ steps });
  if (before.step > shared) await showStep(shared);
  if (!follow || steps.length === 0) return;
  // The same trace with other figures: where the person paused, it is not played again.
  if (shared === steps.length && shared === before.steps.length) return;
  const left = steps.length - Math.min(before.step, shared);
  if (left <= 0) return;
  start(FOLLOW_WITHIN);
}

// Losing the page's attention must not leave a timer behind.
useView.subscribe((now, before) => {
  if (before.playing && !now.playing && timer !== null) {
    clearTimeout(timer);
    timer = null;
  }
});
