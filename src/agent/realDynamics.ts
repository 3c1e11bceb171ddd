import type { Action } from '../env/environment';
import type { Observation, ObservedEnvironment } from '../env/observation';
import { operatorNames } from '../env/operatorVocabulary';
import type { Clock } from './clock';
import type { Dynamics, Imagined } from './imagination';
import type { Path } from './search';

/** A real state in the guise of an imagined one. */
export interface Lived<S> extends Imagined {
  readonly path: Path<S>;
  /** Where its episode began. */
  readonly first: Path<S>;
}

/** What an observation says without a trained encoder: totals, and how many nodes of each operator there are. */
export function plainFeatures({ operators, totals }: Observation): Float32Array {
  const features = new Float32Array(totals.length + operatorNames.length);
  features.set(totals);
  for (const operator of operators) {
    const at = totals.length + operator;
    features[at] = (features[at] ?? 0) + 1;
  }
  for (let i = totals.length; i < features.length; i++) features[i] = Math.log1p(features[i] ?? 0) / 4;
  return features;
}

/**
 * The real environment as dynamics, stepping one state after the other by the engine and pricing each. Where the engine
 * refuses or the time is up, the state stays and its episode ends.
 */
export class RealDynamics<S> implements Dynamics<Lived<S>> {
  readonly kind = 'real';
  engineSteps = 0;

  constructor(
    private readonly env: ObservedEnvironment<S>,
    private readonly clock: Clock,
    private readonly onState: (path: Path<S>) => void,
  ) {}

  get rules(): number {
    return this.env.rules.length;
  }

  startAt(path: Path<S>): Lived<S> {
    return this.live(path, path, 0);
  }

  async step(states: readonly Lived<S>[], actions: readonly Action[]): Promise<Lived<S>[]> {
    const next: Lived<S>[] = [];
    for (const [i, from] of states.entries()) {
      const action = actions[i];
      const over = await this.clock.tick();
      const state = over || action === undefined ? null : this.env.step(from.path.state, action);
      if (state === null || action === undefined) {
        next.push({ ...from, end: 1, depth: from.depth + 1 });
        continue;
      }
      this.engineSteps++;
      const { path, first } = from;
      const cost = this.env.cost(state);
      const reached = { state, cost, depth: path.depth + 1, action, parent: path };
      this.onState(reached);
      next.push(this.live(reached, first, from.depth + 1));
    }
    return next;
  }

  private live(path: Path<S>, first: Path<S>, depth: number): Lived<S> {
    const observation = this.env.observe(path.state);
    const { counts } = observation;
    // A state without a price is as dear as a dream can make it.
    const logRatio = Number.isFinite(path.cost) ? Math.log(path.cost / first.cost) : 5;
    const moved = this.env.traffic?.(path.state);
    const movedFirst = this.env.traffic?.(first.state);
    return {
      path,
      first,
      depth,
      samples: 1,
      latent: plainFeatures(observation),
      counts,
      logRatios: Float32Array.of(logRatio),
      logRatio,
      ...(moved && movedFirst ? { trafficRatio: moved / movedFirst } : {}),
      disagreement: 0,
      end: counts.some((count) => count > 0) ? 0 : 1,
    };
  }
}
