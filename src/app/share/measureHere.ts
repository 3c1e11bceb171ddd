import type { Trace } from '../../trace';
import type { Target } from '../../workers/session/protocol';
import { onClose } from '../session/close';
import { measureStep } from '../session/measure';
import { stop } from '../session/stop';
import { borrowTarget, ownTarget } from '../stores/borrowedTarget';
import { getSession, setSession, useSession } from '../stores/session';
import { receiverTarget } from './receiverTarget';
import { getShared, updateShared, useShared } from './shared';

/** The order in which steps are measured: the result first, then ever finer in between. */
export function coarseToFine(steps: number): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const take = (step: number): void => {
    if (step < 1 || step > steps || seen.has(step)) return;
    seen.add(step);
    order.push(step);
  };
  take(steps);
  for (let stride = 2 ** Math.ceil(Math.log2(Math.max(1, steps))); stride >= 1; stride /= 2) {
    for (let step = stride; step <= steps; step += stride) take(step);
  }
  return order;
}

/** The target that a person had chosen, and the sender's that stands in for it; null: the person's own is chosen. */
let borrowed: { readonly own: Target; readonly senders: Target } | null = null;

/** Chooses the sender's target, as far as this machine has it. */
function takeSenders(trace: Trace): void {
  const { targets, target } = getSession();
  const senders = receiverTarget(trace, targets, target);
  if (target === null || senders === null || senders === target) return;
  const own = target === borrowed?.senders ? borrowed.own : target;
  // A copy, so that it is told from the same one chosen by the person.
  borrowed = { own, senders: { ...senders } };
  borrowTarget(borrowed.senders, own);
  setSession({ target: borrowed.senders });
}

/** Chooses the person's own target again, unless they have chosen another meanwhile. */
function giveBack(): void {
  if (borrowed !== null && getSession().target === borrowed.senders) setSession({ target: borrowed.own });
}

useShared.subscribe(({ shared }, { shared: before }) => {
  if (shared?.trace !== before?.trace) giveBack();
});
// A run is on the target that was chosen when it began, which does not change meanwhile: whoever starts it, has chosen it.
useSession.subscribe((now, before) => {
  if (!now.running || before.running) return;
  if (now.target !== null) ownTarget(now.target);
  borrowed = null;
});
// Closing the model lets go of the trace first, and then chooses what was chosen before that.
onClose(giveBack);

/**
 * Measures the sender's steps on this machine, on the sender's provider and threads where it has them, one after the other,
 * until all have a figure or the person stops it.
 */
export async function measureHere(): Promise<void> {
  const shared = getShared();
  if (shared === null) return;
  takeSenders(shared.trace);
  updateShared({ measuring: true });
  const order = coarseToFine(getSession().steps.length);
  // Asked anew each time: the first figure of another target takes back those that were there.
  const next = (): number | undefined => order.find(isMissing);
  for (let step = next(); step !== undefined && getShared()?.measuring === true; step = next()) {
    // Stopped, or failed: the next one would fare no better.
    if (!(await measureStep(step))) break;
  }
  updateShared({ measuring: false });
}

const isMissing = (step: number): boolean => {
  const view = getSession().steps[step - 1];
  return view !== undefined && view.site !== '' && view.measured === null;
};

/** Ends it at once; the step that is being measured gets no figure. */
export function stopMeasuring(): void {
  if (getShared()?.measuring !== true) return;
  updateShared({ measuring: false });
  void stop();
}
