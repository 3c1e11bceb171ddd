import type { Episode } from '../../env/episode';
import type { ObservedEnvironment } from '../../env/observation';
import type { Forecast } from '../../worldmodel';
import { foresee } from './foresight';
import { playDream, playReal } from './greedyPolicy';
import type { Learner } from './learner';
import type { Plan } from './plan';
import type { Evaluation } from './protocol';

export interface Checked {
  readonly evaluation: Omit<Evaluation, 'episodes' | 'realStepsPerSecond'>;
  readonly forecasts: readonly Forecast[];
}

/**
 * Holds the dream against the engine: one policy in both, and forecasts of episodes that were held out. Null when `wanted`,
 * which is asked between its parts, says so.
 */
export async function check<S>(
  learner: Learner,
  env: ObservedEnvironment<S>,
  heldOut: readonly Episode[],
  { policySteps, policyWidth }: Pick<Plan, 'policySteps' | 'policyWidth'>,
  wanted: () => Promise<boolean>,
): Promise<Checked | null> {
  const { model, updates } = learner;
  const options = { steps: policySteps, width: policyWidth, wanted };
  const real = await playReal(model, env, options);
  if (real === null) return null;
  const [start] = await model.encode([env.observe(env.reset())]);
  const dream =
    start === undefined
      ? { gain: 0, steps: 0, imagined: 0, imaginedMs: 0 }
      : await playDream(model, start, options);
  if (dream === null || !(await wanted())) return null;
  const { figures, forecasts } = await foresee(model, heldOut);
  const seconds = (real.imaginedMs + dream.imaginedMs) / 1000;
  return {
    evaluation: {
      update: updates,
      dreamReturn: dream.gain,
      realReturn: real.gain,
      dreamSteps: dream.steps,
      realSteps: real.steps,
      ...figures,
      imaginedStepsPerSecond: seconds > 0 ? (real.imagined + dream.imagined) / seconds : 0,
    },
    forecasts,
  };
}
