import type { Action } from '../env/environment';
import type { ObservedEnvironment } from '../env/observation';
import type { Imagination, Imagined } from './imagination';
import { Trust } from './trust';

/** A whole way as the agent imagines it, beside what it really was by the price; log speed-ups. */
export interface ImaginedWay {
  /** By the world model as it is. */
  readonly dreamed: number;
  /**
   * The same dream, each of its steps believed as far as the steps before it came true. So no step's figure knows its own
   * price.
   */
  readonly expected: number;
  readonly real: number;
  /** Steps that were imagined; the world model has no word for the others, and they are in none of the figures. */
  readonly steps: number;
}

/**
 * Imagines ways from the environment's start, all in one batch. A way ends for the dream where the environment refuses a
 * step of it; steps of rules that the world model does not know are left out.
 * @param stretch After so many steps the real state is looked at again, as the agent does when it plays; else each way is
 *   one dream from its start to its end.
 */
export async function imagineWays<S, D extends Imagined>(
  imagination: Imagination<D>,
  env: ObservedEnvironment<S>,
  ways: readonly (readonly Action[])[],
  stretch = Number.POSITIVE_INFINITY,
): Promise<ImaginedWay[]> {
  const start = env.reset();
  const [root] = await imagination.encode([env.observe(start)]);
  if (root === undefined) return [];
  const told = ways.map((way) => stepsOf(env, way).filter(({ action }) => action.rule < imagination.rules));
  const dreams = told.map((steps) => ({
    steps,
    state: root,
    trust: new Trust(),
    dreamed: 0,
    expected: 0,
    real: 0,
  }));
  const longest = Math.max(0, ...told.map(({ length }) => length));
  for (let i = 0; i < longest; i++) {
    const going = dreams.flatMap((dream) => {
      const step = dream.steps[i];
      return step === undefined ? [] : [{ dream, step }];
    });
    if (i > 0 && i % stretch === 0) {
      const seen = await imagination.encode(going.map(({ step }) => env.observe(step.from)));
      going.forEach(({ dream }, k) => {
        dream.state = seen[k] ?? dream.state;
      });
    }
    const next = await imagination.step(
      going.map(({ dream }) => dream.state),
      going.map(({ dream, step }) => within(step, dream.state)),
    );
    going.forEach(({ dream, step }, k) => {
      const reached = next[k];
      if (reached === undefined) return;
      const { rule } = step.action;
      const gain = dream.state.logRatio - reached.logRatio;
      const [hoped] = dream.trust.expect([{ rule, gain, disagreement: reached.disagreement }]);
      dream.dreamed += gain;
      dream.expected += hoped?.mean ?? gain;
      dream.real += step.gain;
      dream.trust.observe({ rule, gain }, step.gain);
      dream.state = reached;
    });
  }
  return dreams.map(({ dreamed, expected, real, steps }) => ({
    dreamed,
    expected,
    real,
    steps: steps.length,
  }));
}

interface RealStep<S> {
  readonly from: S;
  readonly action: Action;
  /** Sites of its rule where it was played. */
  readonly among: number;
  /** Log speed-up by the price. */
  readonly gain: number;
}

function stepsOf<S>(env: ObservedEnvironment<S>, way: readonly Action[]): RealStep<S>[] {
  const steps: RealStep<S>[] = [];
  let at = env.reset();
  for (const action of way) {
    const among = env.counts(at)[action.rule] ?? 0;
    const next = action.site < among ? env.step(at, action) : null;
    if (next === null) break;
    steps.push({ from: at, action, among, gain: Math.log(env.cost(at) / env.cost(next)) });
    at = next;
  }
  return steps;
}

/** The action among the sites that the dream has: where it counts others, the one in the same part of the graph. */
function within(
  { action: { rule, site }, among }: Pick<RealStep<unknown>, 'action' | 'among'>,
  { counts }: Imagined,
): Action {
  const count = counts[rule] ?? 0;
  const scaled = count === among ? site : Math.floor(((site + 0.5) * count) / Math.max(1, among));
  return { rule, site: Math.max(0, Math.min(count - 1, scaled)) };
}
