import { assert, createRandom } from '../../core';
import { Adam } from '../../nn';
import { imitate } from '../cloning';
import type { Dynamics, Imagined } from '../imagination';
import type { Lesson } from '../lessons';
import type { Policy } from '../policy/policy';
import type { TrainingState } from '../policy/policyFile';
import { advantagesOf } from './advantages';
import { type Dream, dreamOf } from './rollout';
import { type DreamSettings, type LearningSettings, standardDreams, standardLearning } from './settings';
import { improve, type Sample, type UpdateFigures } from './update';

export interface PolicyTrainerOptions {
  readonly seed: number;
  readonly dreams?: Partial<DreamSettings>;
  readonly learning?: Partial<LearningSettings>;
  /** Iterations over which learning rate and entropy bonus fall to a tenth; they stay when left out. */
  readonly iterations?: number;
  /** What each iteration imitates beside its dreams, so that what was cloned is not forgotten. */
  readonly rehearsal?: Rehearsal;
}

/** Ways to go on imitating. */
export interface Rehearsal {
  readonly lessons: readonly Lesson<Imagined>[];
  /** Lessons in each iteration. */
  readonly batch: number;
  /** Learning rate of the imitation relative to that of the dreams. */
  readonly rate: number;
}

/** One batch of dreams and what was learned from it. */
export interface IterationReport extends UpdateFigures {
  readonly iteration: number;
  /** Mean log speed-up of the batch's dreams by the model's mean, over all of their steps. */
  readonly dreamed: number;
  readonly best: number;
  /** Mean length, in steps. */
  readonly steps: number;
  /** Share of dreams that ended because the model did not trust itself any more. */
  readonly doubted: number;
  /** Steps imagined in this iteration. */
  readonly imaginedSteps: number;
}

/**
 * Trains a policy in dreams alone: each iteration dreams a batch from starts drawn from a pool and improves the policy
 * on it. Each iteration draws from the seed and its own number, so training can be resumed.
 */
export class PolicyTrainer<D extends Imagined> {
  private readonly adam: Adam;
  private readonly dreamSettings: DreamSettings;
  private readonly learning: LearningSettings;
  private done = 0;

  constructor(
    private readonly policy: Policy,
    private readonly dynamics: Dynamics<D>,
    /** Where dreams begin: encoded real states. */
    private readonly starts: readonly D[],
    private readonly options: PolicyTrainerOptions,
  ) {
    assert(starts.length > 0, 'there is no state to dream from');
    this.dreamSettings = { ...standardDreams, ...options.dreams };
    this.learning = { ...standardLearning, ...options.learning };
    this.adam = new Adam(policy.parameters, { learningRate: this.learning.learningRate, clipNorm: 1 });
  }

  get iterations(): number {
    return this.done;
  }

  /** `stop` is asked between steps and minibatches; true ends the iteration with what it has learned so far. */
  async iterate(stop?: () => Promise<boolean>): Promise<IterationReport> {
    const { dreamSettings, learning, policy, dynamics, starts } = this;
    const random = createRandom(this.options.seed).fork(`iteration ${this.done}`);
    const chosen = Array.from({ length: dreamSettings.dreams }, () => random.pick(starts));
    const dreams = await dreamOf(chosen, {
      policy,
      dynamics,
      settings: dreamSettings,
      policyTemperature: 1,
      random,
      ...(stop === undefined ? {} : { stop }),
    });
    const fade = fadeOf(this.done, this.options.iterations);
    const samples = samplesOf(dreams, learning);
    const faded = { ...learning, entropy: learning.entropy * fade };
    const figures = await improve(policy, this.adam, samples, faded, random, fade, stop);
    const { rehearsal } = this.options;
    if (rehearsal !== undefined && rehearsal.lessons.length > 0) {
      const some = Array.from({ length: rehearsal.batch }, () => random.pick(rehearsal.lessons));
      imitate(policy, this.adam, some, learning.rewardScale, fade * rehearsal.rate).dispose();
    }
    this.done++;
    const gains = dreams.map(({ start, last }) => start.logRatio - last.logRatio);
    const steps = dreams.reduce((sum, { actions }) => sum + actions.length, 0);
    return {
      ...figures,
      iteration: this.done,
      dreamed: gains.reduce((a, b) => a + b, 0) / dreams.length,
      best: Math.max(...gains),
      steps: steps / dreams.length,
      doubted: dreams.filter(({ end }) => end === 'doubt').length / dreams.length,
      imaginedSteps: steps,
    };
  }

  async read(): Promise<TrainingState> {
    return { iterations: this.done, optimizer: await this.adam.read() };
  }

  write(state: TrainingState): void {
    this.done = state.iterations;
    this.adam.write(state.optimizer);
  }

  dispose(): void {
    this.adam.dispose();
  }
}

/** Falls from 1 to 0.1, linearly. */
const fadeOf = (done: number, iterations: number | undefined): number =>
  iterations === undefined ? 1 : 1 - 0.9 * Math.min(1, done / Math.max(1, iterations));

/** All decisions with their advantages, normalised over the batch. */
function samplesOf<D extends Imagined>(
  dreams: readonly Dream<D>[],
  { gamma, lambda, rewardScale }: LearningSettings,
): Sample[] {
  const raw = dreams.flatMap(({ decisions }) => {
    const { advantages, returns } = advantagesOf(
      {
        rewards: decisions.map(({ reward }) => reward * rewardScale),
        values: decisions.map(({ value }) => value),
      },
      gamma,
      lambda,
    );
    return decisions.map((decision, t) => ({
      decision,
      advantage: advantages[t] ?? 0,
      target: returns[t] ?? 0,
    }));
  });
  const mean = raw.reduce((sum, { advantage }) => sum + advantage, 0) / Math.max(1, raw.length);
  const square = raw.reduce((sum, { advantage }) => sum + (advantage - mean) ** 2, 0);
  const deviation = Math.sqrt(square / Math.max(1, raw.length)) + 1e-6;
  return raw.map((sample) => ({ ...sample, advantage: (sample.advantage - mean) / deviation }));
}
