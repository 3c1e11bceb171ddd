import { measureStep } from '../session/measure';
import { getSession } from '../stores/session';
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

/** Measures the sender's steps on this machine, one after the other, until all have a figure or the person stops it. */
export async function measureHere(): Promise<void> {
  updateShared({ measuring: true });
  for (const step of coarseToFine(getSession().steps.length)) {
    const { steps, error } = getSession();
    if (getShared()?.measuring !== true || error !== null) break;
    const view = steps[step - 1];
    if (view === undefined || view.site === '' || view.measured !== null) continue;
    await measureStep(step);
  }
  updateShared({ measuring: false });
}

/** Ends it after the step that is being measured. */
export const stopMeasuring = (): void => updateShared({ measuring: false });
