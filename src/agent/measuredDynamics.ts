import type { ObservedEnvironment } from '../env/observation';
import type { Clock } from './clock';
import { type Lived, RealDynamics } from './realDynamics';
import type { Path } from './search';

/**
 * Log of each state's runtime over the start's, in the order of the paths; null where it cannot be known any more, which
 * counts as no gain.
 */
export type MeasureEnds<S> = (ends: readonly Path<S>[]) => Promise<readonly (number | null)[]>;

/**
 * The real environment where a runtime is only known by measuring it: an episode learns what it was worth at its end, so
 * that it costs one measurement however long it is.
 */
export class MeasuredDynamics<S> extends RealDynamics<S> {
  constructor(
    env: ObservedEnvironment<S>,
    clock: Clock,
    private readonly measure: MeasureEnds<S>,
    private readonly onMeasured: (path: Path<S>) => void,
  ) {
    super(env, clock, () => undefined);
  }

  async settle(states: readonly Lived<S>[]): Promise<Lived<S>[]> {
    const moved = states.filter(({ path }) => path.depth > 0);
    const measured = moved.length === 0 ? [] : await this.measure(moved.map(({ path }) => path));
    const figures = new Map(moved.map((state, i) => [state, measured[i] ?? null]));
    return states.map((state) => {
      const logRatio = figures.get(state);
      if (logRatio === null || logRatio === undefined) return state;
      this.onMeasured({ ...state.path, cost: state.first.cost * Math.exp(logRatio) });
      return { ...state, logRatios: Float32Array.of(logRatio), logRatio };
    });
  }
}
