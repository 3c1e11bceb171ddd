import { createRandom } from '../core';
import type { ObservedEnvironment } from '../env/observation';
import { Candidates } from './candidates';
import { type Clock, createClock } from './clock';
import { MeasuredDynamics, type MeasureEnds } from './measuredDynamics';
import { Policy, type PolicyConfig, standardPolicy } from './policy/policy';
import { PolicyTrainer } from './ppo/policyTrainer';
import type { DreamSettings, LearningSettings } from './ppo/settings';
import { RealDynamics } from './realDynamics';
import { type ObservedSearch, type Path, type SearchOptions, type SearchResult, startOf } from './search';

export interface ModelFreeSettings {
  readonly dreams: Partial<DreamSettings>;
  readonly learning: Partial<LearningSettings>;
  readonly policy: Partial<PolicyConfig>;
  /** It has converged after this many iterations without a cheaper state. */
  readonly patience: number;
}

/** Small batches: each step costs the engine and a price. */
const standard: ModelFreeSettings = {
  dreams: { dreams: 16, horizon: 32, temperature: 0, caution: 0 },
  learning: { minibatch: 128 },
  policy: {},
  patience: 60,
};

/**
 * Model-free PPO: the same learner on the real environment, with the environment's price (an estimate) as its reward. A
 * peer, to see what the dream is worth. A network library's backend must have been started.
 */
export function modelFree(settings: Partial<ModelFreeSettings> = {}): ObservedSearch {
  return (env, options) =>
    learn(env, options, settings, (clock, onState) => new RealDynamics(env, clock, onState));
}

/**
 * Model-free PPO without a price: all that it learns from is `measure`, asked once for the last state of each episode.
 * The environment's own costs should say nothing (all alike), since they are rewards too. Candidates' costs are
 * relative to the start.
 */
export function modelFreeByMeasuring<S>(
  env: ObservedEnvironment<S>,
  options: SearchOptions,
  measure: MeasureEnds<S>,
  settings: Partial<ModelFreeSettings> = {},
): Promise<SearchResult<S>> {
  // Against a reward that comes at the end alone, a step's own cost would teach it to stop at once.
  const patient = { ...settings, dreams: { ...settings.dreams, stepCost: 0 } };
  return learn(env, options, patient, (clock, onState) => new MeasuredDynamics(env, clock, measure, onState));
}

async function learn<S>(
  env: ObservedEnvironment<S>,
  options: SearchOptions,
  settings: Partial<ModelFreeSettings>,
  dynamicsOf: (clock: Clock, onState: (path: Path<S>) => void) => RealDynamics<S>,
): Promise<SearchResult<S>> {
  const chosen = { ...standard, ...settings };
  const clock = createClock(options);
  const start = startOf(env);
  const candidates = new Candidates(env, start, 12);
  let best = start.cost;
  let stale = 0;
  const dynamics = dynamicsOf(clock, (path) => {
    candidates.offer(path);
    if (path.cost >= best) return;
    best = path.cost;
    stale = 0;
    options.onProgress?.(best, dynamics.engineSteps);
  });
  const begin = dynamics.startAt(start);
  if (begin.end === 1) {
    return { candidates: candidates.list(), stopReason: 'nothing-legal', engineSteps: 0 };
  }
  const config = {
    ...standardPolicy,
    ...chosen.policy,
    rules: dynamics.rules,
    latent: begin.latent.length,
  };
  const policy = new Policy(config, createRandom(options.seed).int(2 ** 31));
  const horizon = Math.min(options.maxDepth, chosen.dreams.horizon ?? 32);
  const trainer = new PolicyTrainer(policy, dynamics, [begin], {
    seed: options.seed,
    dreams: { ...standard.dreams, ...chosen.dreams, horizon },
    learning: { ...standard.learning, ...chosen.learning },
  });
  try {
    for (; stale < chosen.patience && clock.reason() === null; stale++)
      await trainer.iterate(() => clock.tick());
  } finally {
    trainer.dispose();
    policy.dispose();
  }
  const stopReason = clock.reason() ?? 'converged';
  return { candidates: candidates.list(), stopReason, engineSteps: dynamics.engineSteps };
}
