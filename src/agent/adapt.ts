import { createRandom } from '../core';
import type { ObservedEnvironment } from '../env/observation';
import { type AgentParts, type AgentSettings, agentPlay } from './agentPlay';
import { type Clock, createClock } from './clock';
import type { Imagined } from './imagination';
import { Policy } from './policy/policy';
import { PolicyTrainer, type PolicyTrainerOptions } from './ppo/policyTrainer';
import type { ObservedSearch } from './search';
import { startStates } from './startStates';

export interface AdaptSettings {
  /** Real states of the environment where dreams begin, and the longest random play on the way to one. */
  readonly states: number;
  readonly steps: number;
  /** Iterations at most. */
  readonly iterations: number;
  readonly training: Omit<PolicyTrainerOptions, 'seed'>;
}

/** Small batches: a decision is due in seconds. */
export const standardAdapting: AdaptSettings = {
  states: 8,
  steps: 12,
  iterations: 200,
  training: { dreams: { dreams: 64 }, learning: { minibatch: 256 } },
};

/**
 * A copy of an agent's policy, trained on in dreams that begin at this environment's own states. The environment is asked
 * for these states alone; everything after them is imagined. Dispose of the copy's policy.
 */
export async function adapt<S, D extends Imagined>(
  { imagination, policy, horizon }: AgentParts<D>,
  env: ObservedEnvironment<S>,
  seed: number,
  clock: Clock,
  settings: Partial<AdaptSettings> = {},
): Promise<AgentParts<D>> {
  const { states, steps, iterations, training } = { ...standardAdapting, ...settings };
  const copy = new Policy(policy.config, 0);
  copy.parameters.write(await policy.parameters.read());
  const random = createRandom(seed).fork('adapt');
  const starts = await imagination.encode(startStates(env, { count: states, steps, random }));
  const dreams = { horizon, ...training.dreams };
  const trainer = new PolicyTrainer(copy, imagination, starts, { ...training, dreams, seed });
  try {
    while (trainer.iterations < iterations && !(await clock.tick()))
      await trainer.iterate(() => clock.tick());
  } finally {
    trainer.dispose();
  }
  return { imagination, policy: copy, horizon };
}

/** The agent, adapted to the environment for a part of the time before it plays. */
export function adaptedPlay<D extends Imagined>(
  parts: AgentParts<D>,
  share = 0.4,
  settings: { readonly adapt?: Partial<AdaptSettings>; readonly agent?: Partial<AgentSettings> } = {},
): ObservedSearch {
  return async (env, options) => {
    const begun = performance.now();
    const clock = createClock({ seconds: options.seconds * share, signal: options.signal });
    const adapted = await adapt(parts, env, options.seed, clock, settings.adapt);
    try {
      const seconds = options.seconds - (performance.now() - begun) / 1000;
      return await agentPlay(adapted, settings.agent)(env, { ...options, seconds });
    } finally {
      adapted.policy.dispose();
    }
  };
}
