import type { Environment } from '../env/environment';
import type { Clock } from './clock';
import type { Judge } from './judge';
import type { Path } from './search';

/** Which rules a playout may use, and which it prefers. */
export interface Preferences {
  /** `[rules]`: a rule is used when its number is above 0; the highest first. */
  readonly priority: ArrayLike<number>;
}

export interface Playout<S> {
  /** The cheapest state that was priced; the states on the way to it may not have been (their cost is infinite). */
  readonly best: Path<S>;
  readonly engineSteps: number;
}

/** Pricing a state takes longer than reaching it, so only every so-manieth is priced, and the last. */
const stride = 16;
/**
 * A rule rests once it was refused at all of its sites in so many states one after the other, and at so many sites: at the limit
 * of growth it would be tried after every move. It is looked at again where the number of its sites has changed.
 */
const resting = { states: 3, refusals: 64 };
/** A lower cost must be lower by this factor to count: estimates are sums of thousands of rounded times. */
const gain = 1 - 1e-6;

/**
 * Plays the preferred legal rule at its first site until no rule of `preferences` applies (or a state repeats, which
 * rules that undo each other can cause). Single moves often gain nothing: what counts is where the whole chain ends.
 */
export async function saturate<S>(
  env: Environment<S>,
  start: Path<S>,
  { priority }: Preferences,
  clock: Clock,
  maxDepth: number,
  /** What makes a state the best of the way; its price when left out. */
  judge: Judge<S> = (_, cost) => cost,
): Promise<Playout<S>> {
  const order = env.rules
    .map((_, rule) => rule)
    .filter((rule) => (priority[rule] ?? 0) > 0)
    .sort((a, b) => (priority[b] ?? 0) - (priority[a] ?? 0) || a - b);
  const game = env.only?.(order) ?? env;
  const refused = new Map<number, Refused>();
  const seen = new Set<string>();
  let at = start;
  let best = { path: start, worth: judge(start.state, start.cost) };
  let engineSteps = 0;
  while (at.depth - start.depth < maxDepth && !(await clock.tick())) {
    const next = await move(game, at, order, refused, clock);
    if (next === null) break;
    engineSteps++;
    at = next;
    if ((at.depth - start.depth) % stride === 0) best = better(env, best, at, judge);
    // Hashing every state would cost more than playing on: a cycle is caught one round later.
    if ((at.depth & 31) === 0) {
      const key = env.key(at.state);
      if (seen.has(key)) break;
      seen.add(key);
    }
  }
  return { best: better(env, best, at, judge).path, engineSteps };
}

interface Judged<S> {
  readonly path: Path<S>;
  readonly worth: number;
}

function better<S>(env: Environment<S>, best: Judged<S>, at: Path<S>, judge: Judge<S>): Judged<S> {
  const cost = env.cost(at.state);
  const worth = judge(at.state, cost);
  return worth < best.worth * gain ? { path: { ...at, cost }, worth } : best;
}

/** How often a rule was refused at all of so many sites, in states one after the other. */
interface Refused {
  readonly sites: number;
  readonly states: number;
  readonly refusals: number;
}

async function move<S>(
  env: Environment<S>,
  at: Path<S>,
  order: readonly number[],
  refused: Map<number, Refused>,
  clock: Clock,
): Promise<Path<S> | null> {
  const counts = env.counts(at.state);
  for (const rule of order) {
    const sites = counts[rule] ?? 0;
    const before = refused.get(rule);
    const known = before?.sites === sites ? before : { sites, states: 0, refusals: 0 };
    if (known.states >= resting.states && known.refusals >= resting.refusals) continue;
    for (let site = 0; site < sites; site++) {
      const state = env.step(at.state, { rule, site });
      if (state === null) {
        if (await clock.tick()) return null;
        continue;
      }
      refused.delete(rule);
      return {
        state,
        cost: Number.POSITIVE_INFINITY,
        depth: at.depth + 1,
        action: { rule, site },
        parent: at,
      };
    }
    if (sites > 0) refused.set(rule, { sites, states: known.states + 1, refusals: known.refusals + sites });
  }
  return null;
}
