import { Policy, standardPolicy } from '../../../agent/policy/policy';
import { loadPolicy, savePolicy, type TrainingState } from '../../../agent/policy/policyFile';
import type { Proposer } from '../../../agent/policy/proposer';
import { PolicyTrainer } from '../../../agent/ppo/policyTrainer';
import { standardDreams } from '../../../agent/ppo/settings';
import { CodedError } from '../../../core';
import { noResidual } from '../../../worldmodel';
import { createLearner, type Learner, type LearnerSetup, type Start } from '../learner';
import { ClockedImagination, type ClockedState } from './clockedImagination';
import type { AgentPlan } from './plan';

export interface NetworksSetup extends LearnerSetup {
  readonly plan: AgentPlan;
}

/** What the networks of an agent begin with. */
export interface NetworksStart {
  readonly world: Start;
  /** Null: a policy that has learned nothing. */
  readonly policy: Uint8Array | null;
  /** Whether the policy's training goes on from where its file says. */
  readonly resumed: boolean;
}

/** An agent's two networks, and what trains each of them. */
export class Networks {
  readonly learner: Learner;
  readonly policy: Policy;
  readonly horizon: number;
  readonly imagination: ClockedImagination;
  /** Where dreams begin; drawn anew each round. */
  readonly starts: ClockedState[] = [];
  private readonly proposer: Proposer | null;
  private trainer: PolicyTrainer<ClockedState> | null = null;
  /** The policy's training so far, until it goes on. */
  private readonly before: TrainingState | null;

  /** @throws CodedError CHECKPOINT_REJECTED for files that are none, or do not fit each other. */
  constructor(
    private readonly setup: NetworksSetup,
    { world, policy, resumed }: NetworksStart,
  ) {
    const { playground, seed } = setup;
    const updates = setup.plan.rounds * setup.plan.updates;
    this.learner = createLearner({ ...setup, plan: { ...setup.plan, updates } }, world);
    const { model, latent } = this.learner;
    try {
      const loaded = policy === null ? null : loadPolicy(policy, playground.ruleHash);
      this.policy = loaded?.policy ?? new Policy({ ...standardPolicy, rules: model.rules, latent }, seed);
      this.proposer = loaded?.proposer ?? null;
      this.horizon = loaded?.horizon ?? standardDreams.horizon;
      this.before = resumed ? (loaded?.training ?? null) : null;
      if (this.policy.config.latent !== latent || this.policy.config.rules > model.rules) {
        this.policy.dispose();
        this.proposer?.dispose();
        throw new CodedError('CHECKPOINT_REJECTED', 'the policy belongs to another world model');
      }
    } catch (thrown) {
      this.learner.dispose();
      throw thrown;
    }
    this.imagination = new ClockedImagination(model, noResidual(model.intervalScale));
  }

  /** Batches of dreams that the policy has learned from. */
  get iterations(): number {
    return this.trainer?.iterations ?? this.before?.iterations ?? 0;
  }

  /** Trains the policy in dreams; `starts` must not be empty. */
  get practice(): PolicyTrainer<ClockedState> {
    if (this.trainer !== null) return this.trainer;
    const { seed, plan } = this.setup;
    this.trainer = new PolicyTrainer(this.policy, this.imagination, this.starts, {
      seed,
      dreams: { dreams: plan.dreams, horizon: this.horizon },
      learning: { minibatch: 256 },
      iterations: plan.rounds * plan.iterations,
    });
    if (this.before !== null) this.trainer.write(this.before);
    return this.trainer;
  }

  /** The policy as a file: with all that training goes on from, or half the size for those who use it. */
  async savePolicy(what: 'training' | 'dream'): Promise<Uint8Array> {
    const { playground, seed } = this.setup;
    const length = this.policy.config.rules;
    const about = {
      rules: { length, hash: playground.ruleHash(length) },
      worldModel: null,
      horizon: this.horizon,
      provenance: { trainedHere: { seed, iterations: this.iterations, on: 'one opened model' } },
      proposer: this.proposer,
    };
    if (what === 'dream') return savePolicy(this.policy, { ...about, half: true });
    const training = (await this.trainer?.read()) ?? this.before;
    return savePolicy(this.policy, training === null ? about : { ...about, training });
  }

  dispose(): void {
    this.trainer?.dispose();
    this.policy.dispose();
    this.proposer?.dispose();
    this.learner.dispose();
  }
}
