import type { Episode } from '../../env/episode';
import type { ObservedEnvironment } from '../../env/observation';
import { nothingToLearn } from './nothingToLearn';
import type { Plan } from './plan';
import { isHeldOut, recordNumbered } from './recorder';

/** The episodes of a run, those to learn from and those held out. */
export class EpisodePool {
  /** Grows; who holds it sees new episodes. */
  readonly training: Episode[] = [];
  readonly heldOut: Episode[] = [];
  /** Of those played at random, which they are. */
  private readonly numbers = new WeakMap<Episode, number>();
  private count = 0;
  private others = 0;
  private engineSteps = 0;
  private engineMs = 0;

  /** How many have been played at random. */
  get recorded(): number {
    return this.count;
  }

  /** How many have been played, by whomever. */
  get played(): number {
    return this.count + this.others;
  }

  get all(): readonly Episode[] {
    return [...this.training, ...this.heldOut];
  }

  /** Rewrites that the engine made a second, with what a network needs of each state. */
  get stepsPerSecond(): number {
    return this.engineMs > 0 ? (1000 * this.engineSteps) / this.engineMs : 0;
  }

  /** Plays the next one and gives it; `last` of those wanted now. @throws CodedError NOTHING_TO_REWRITE when there is nothing to play. */
  record<S>(
    env: ObservedEnvironment<S>,
    seed: number,
    plan: Pick<Plan, 'episodeSteps'>,
    last: boolean,
  ): Episode {
    const began = performance.now();
    const { episode, engineSteps } = recordNumbered(env, seed, this.count, plan);
    this.engineMs += performance.now() - began;
    this.engineSteps += engineSteps;
    this.numbers.set(episode, this.count);
    if (episode.actions.length > 0) (isHeldOut(this.count) ? this.heldOut : this.training).push(episode);
    this.count++;
    if (last && this.training.length === 0) throw nothingToLearn();
    return episode;
  }

  /** A game that was played elsewhere, number `index` of its kind. */
  add(episode: Episode, index: number, engineMs: number): void {
    this.engineMs += engineMs;
    this.engineSteps += engineMs > 0 ? episode.actions.length : 0;
    this.others++;
    if (episode.actions.length > 0) (isHeldOut(index) ? this.heldOut : this.training).push(episode);
  }

  /** Forgets all but the first `count` played at random, where no others were added: they are played again when needed. */
  backTo(count: number): void {
    const isLater = (episode: Episode | undefined): boolean =>
      episode !== undefined && (this.numbers.get(episode) ?? 0) >= count;
    for (const list of [this.training, this.heldOut]) while (isLater(list.at(-1))) list.pop();
    this.count = Math.min(this.count, count);
  }

  forget(): void {
    this.training.length = 0;
    this.heldOut.length = 0;
    this.count = 0;
    this.others = 0;
  }
}
