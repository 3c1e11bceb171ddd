import { measureStep } from '../session/measure';
import { stop } from '../session/stop';
import { getSession, setSession } from '../stores/session';
import { receiverTarget } from './receiverTarget';
import { getShared, updateShared } from './shared';

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

/**
 * Measures the sender's steps on this machine, on the sender's provider and threads where it has them, one after the other,
 * until all have a figure or the person stops it.
 */
export async function measureHere(): Promise<void> {
  const shared = getShared();
  if (shared === null) return;
  const { targets, target } = getSession();
  setSession({ target: receiverTarget(shared.trace, targets, target) });
  updateShared({ measuring: true });
  for (const step of coarseToFine(getSession().steps.length)) {
    if (getShared()?.measuring !== true) break;
    const { steps } = getSession();
    const view = steps[step - 1];
    if (view === undefined || view.site === '' || view.measured !== null) continue;
    // Stopped, or failed: the next one would fare no better.
    if (!(await measureStep(step))) break;
  }
  updateShared({ measuring: false });
}

/** Ends it at once; the step that is being measured gets no figure. */
export function stopMeasuring(): void {
  if (getShared()?.measuring !== true) return;
  updateShared({ measuring: false });
  void stop();
}
