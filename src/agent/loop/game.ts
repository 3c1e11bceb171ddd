import type { Random } from '../../core';
import type { Action } from '../../env/environment';
import type { Episode, EpisodeEnd } from '../../env/episode';
import type { Observation, ObservedEnvironment } from '../../env/observation';
import type { Imagination, Imagined } from '../imagination';
import { choose, inputsOf } from '../policy/choose';
import type { Policy } from '../policy/policy';

/** A game that was played on the real environment. */
export interface Game<S> {
  /** What a network needs of it; its `clock` is there to be filled in. */
  readonly episode: Episode & { readonly clock: Float64Array };
  /** One more than there are actions. */
  readonly states: readonly S[];
  /** Milliseconds that the environment took, the network's left out. */
  readonly engineMs: number;
}

export interface GamePlayer<D extends Imagined> {
  /** Encodes real states; it is not asked to imagine. */
  readonly imagination: Pick<Imagination<D>, 'encode'>;
  readonly policy: Policy;
  /** Steps of the dreams that the policy was trained in. */
  readonly horizon: number;
}

export interface GameOptions {
  /** Longest game. */
  readonly steps: number;
  /** Of the policy's choices: 0 takes the likeliest, 1 draws. */
  readonly temperature: number;
  readonly random: Random;
}

/** How often another move is chosen where the engine refuses one. */
const attempts = 6;

/** The policy plays the real environment from its start, with the real mask, until it says STOP. */
export async function playGame<S, D extends Imagined>(
  env: ObservedEnvironment<S>,
  { imagination, policy, horizon }: GamePlayer<D>,
  { steps, temperature, random }: GameOptions,
): Promise<Game<S>> {
  const watch = stopwatch();
  const game = watch(() => new GameRecord(env, env.reset()));
  let end: EpisodeEnd = 'length';
  while (game.actions.length < steps) {
    if (game.isOver) {
      end = 'nothing-legal';
      break;
    }
    const seen = await imagination.encode([game.observation]);
    const inputs = inputsOf(policy, seen, [Math.max(0, 1 - game.actions.length / horizon)]);
    let moved = false;
    for (let attempt = 0; attempt < attempts && !moved; attempt++) {
      // The likeliest would be refused again and again.
      const heat = attempt === 0 ? temperature : Math.max(1, temperature);
      const [choice] = await choose(policy, seen, inputs, { temperature: heat, random, mayStop: true });
      const action = choice?.action ?? null;
      if (action === null) break;
      moved = watch(() => game.move(action));
    }
    if (!moved) {
      end = 'stop';
      break;
    }
  }
  return game.finish(end, watch.total());
}

/** The game of these actions, as far as they are legal. */
export function replayGame<S>(env: ObservedEnvironment<S>, actions: readonly Action[]): Game<S> {
  const game = new GameRecord(env, env.reset());
  for (const action of actions) if (!game.move(action)) break;
  return game.finish('stop', 0);
}

class GameRecord<S> {
  readonly actions: Action[] = [];
  private readonly states: S[];
  private readonly observations: Observation[];
  private readonly costs: number[];

  constructor(
    private readonly env: ObservedEnvironment<S>,
    private state: S,
  ) {
    this.states = [state];
    this.observations = [env.observe(state)];
    this.costs = [env.cost(state)];
  }

  get observation(): Observation {
    return this.observations.at(-1) ?? this.env.observe(this.state);
  }

  get isOver(): boolean {
    return !this.observation.counts.some((count) => count > 0);
  }

  move(action: Action): boolean {
    const next = this.env.step(this.state, action);
    if (next === null) return false;
    this.state = next;
    this.actions.push(action);
    this.states.push(next);
    this.observations.push(this.env.observe(next));
    this.costs.push(this.env.cost(next));
    return true;
  }

  finish(end: EpisodeEnd, engineMs: number): Game<S> {
    const { actions, observations, states } = this;
    const costs = Float64Array.from(this.costs);
    const clock = new Float64Array(3 * states.length);
    return {
      episode: { model: 'opened', states: observations, actions, costs, clock, end },
      states,
      engineMs,
    };
  }
}

/** Does work and adds up how long it took. */
function stopwatch() {
  let ms = 0;
  const watch = <T>(work: () => T): T => {
    const began = performance.now();
    const result = work();
    ms += performance.now() - began;
    return result;
  };
  return Object.assign(watch, { total: () => ms });
}
