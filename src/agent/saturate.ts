import type { Environment } from '../env/environment';
import type { Clock } from './clock';
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
): Promise<Playout<S>> {
  const order = env.rules
    .map((_, rule) => rule)
    .filter((rule) => (priority[rule] ?? 0) > 0)
    .sort((a, b) => (priority[b] ?? 0) - (priority[a] ?? 0) || a - b);
  const refused = new Set<string>();
  const seen = new Set<string>();
  let at = start;
  let best = start;
  let engineSteps = 0;
  while (at.depth - start.depth < maxDepth && !(await clock.tick())) {
    const next = move(env, at, order, refused);
    if (next === null) break;
    engineSteps++;
    at = next;
    if ((at.depth - start.depth) % stride === 0) best = cheaper(env, best, at);
    // Hashing every state would cost more than playing on: a cycle is caught one round later.
    if ((at.depth & 31) === 0) {
      const key = env.key(at.state);
      if (seen.has(key)) break;
      seen.add(key);
    }
  }
  return { best: cheaper(env, best, at), engineSteps };
}

function cheaper<S>(env: Environment<S>, best: Path<S>, at: Path<S>): Path<S> {
  const cost = env.cost(at.state);
  return cost < best.cost * gain ? { ...at, cost } : best;
}

function move<S>(
  env: Environment<S>,
  at: Path<S>,
  order: readonly number[],
  refused: Set<string>,
): Path<S> | null {
  const counts = env.counts(at.state);
  for (const rule of order) {
    const sites = counts[rule] ?? 0;
    for (let site = 0; site < sites; site++) {
      const place = `${at.depth}/${rule}/${site}`;
      if (refused.has(place)) continue;
      const state = env.step(at.state, { rule, site });
      if (state === null) {
        refused.add(place);
        continue;
      }
      return {
        state,
        cost: Number.POSITIVE_INFINITY,
        depth: at.depth + 1,
        action: { rule, site },
        parent: at,
      };
    }
  }
  return null;
}
