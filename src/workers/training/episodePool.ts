import { CodedError } from '../../core';
import type { Episode } from '../../env/episode';
import type { ObservedEnvironment } from '../../env/observation';
import type { Plan } from './plan';
import { isHeldOut, recordNumbered } from './recorder';

/** The episodes of a run, those to learn from and those held out. */
export class EpisodePool {
  /** Grows; who holds it sees new episodes. */
  readonly training: Episode[] = [];
  readonly heldOut: Episode[] = [];
  private count = 0;
  private engineSteps = 0;
  private engineMs = 0;

  /** How many have been played. */
  get recorded(): number {
    return this.count;
  }

  get all(): readonly Episode[] {
    return [...this.training, ...this.heldOut];
  }

  /** Rewrites that the engine made a second, with what a network needs of each state. */
  get stepsPerSecond(): number {
    return this.engineMs > 0 ? (1000 * this.engineSteps) / this.engineMs : 0;
  }

  /** Plays the next one; `last` of those wanted now. @throws CodedError DATASET_REJECTED when there is nothing to play. */
  record<S>(env: ObservedEnvironment<S>, seed: number, plan: Plan, last: boolean): void {
    const began = performance.now();
    const { episode, engineSteps } = recordNumbered(env, seed, this.count, plan);
    this.engineMs += performance.now() - began;
    this.engineSteps += engineSteps;
    if (episode.actions.length > 0) (isHeldOut(this.count) ? this.heldOut : this.training).push(episode);
    this.count++;
    if (last && this.training.length === 0)
      throw new CodedError(
        'DATASET_REJECTED',
        'no rewrite is legal on this model, so there is nothing to learn',
      );
  }

  forget(): void {
    this.training.length = 0;
    this.heldOut.length = 0;
    this.count = 0;
  }
}
