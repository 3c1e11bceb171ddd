import type { OpenModel } from '../state';

/**
 * Does work that puts another trace in the place of a model's. Where it fails, the trace that was there comes back: an earlier
 * run may have confirmed it.
 * @param onBack told when it does
 */
export async function keepTrace<T>(model: OpenModel, work: () => Promise<T>, onBack: () => void): Promise<T> {
  const { target } = model;
  const steps = [...model.steps];
  try {
    return await work();
  } catch (thrown) {
    const now = model.steps;
    const replaced = now.length !== steps.length || now.some((step, i) => step !== steps[i]);
    model.target = target;
    if (replaced) {
      now.splice(0, now.length, ...steps);
      onBack();
    }
    throw thrown;
  }
}
