import type { Action } from '../../env/environment';
import type { ObservedEnvironment } from '../../env/observation';
import type { DreamState, WorldModel } from '../../worldmodel';

export interface GreedyOptions {
  /** Longest game. */
  readonly steps: number;
  /** How many actions of a state are looked at, spread over rules and sites. */
  readonly width: number;
  /** Asked before each step; false ends the game without a result. */
  readonly wanted: () => Promise<boolean>;
}

export interface Played {
  /** Log of the speed-up. */
  readonly gain: number;
  readonly steps: number;
  /** Steps that the model imagined, and the milliseconds that this took. */
  readonly imagined: number;
  readonly imaginedMs: number;
}

/** Actions of a state, at most `width`: legal rules evenly spread where there are more, and the sites of each. */
export function candidates(counts: ArrayLike<number>, width: number): Action[] {
  const legal: number[] = [];
  for (let rule = 0; rule < counts.length; rule++) if ((counts[rule] ?? 0) > 0) legal.push(rule);
  const rules = legal.filter((_, i) => legal.length <= width || isSpread(i, legal.length, width));
  const each = Math.max(1, Math.floor(width / Math.max(1, rules.length)));
  return rules.flatMap((rule) => {
    const count = counts[rule] ?? 0;
    const shown = Math.min(each, count);
    return Array.from({ length: shown }, (_, k) => ({ rule, site: Math.floor((k * count) / shown) }));
  });
}

/** Whether number `i` of `count` is among `most` that are evenly spread over all. */
const isSpread = (i: number, count: number, most: number): boolean =>
  Math.floor(((i + 1) * most) / count) > Math.floor((i * most) / count);

/** What the model makes of each candidate, the most rewarding first; those that it expects nothing of are left out. */
async function ranked(
  model: WorldModel,
  state: DreamState,
  width: number,
): Promise<{ readonly action: Action; readonly next: DreamState }[]> {
  const actions = candidates(state.counts, width);
  const nexts = await model.step(
    actions.map(() => state),
    actions,
  );
  return actions
    .flatMap((action, i) => {
      const next = nexts[i];
      return next !== undefined && next.reward > 0 ? [{ action, next }] : [];
    })
    .sort((a, b) => b.next.reward - a.next.reward);
}

/**
 * The policy "take what the model expects most of, stop when it expects nothing", played inside the dream. Null when it is
 * not wanted any more.
 */
export async function playDream(
  model: WorldModel,
  start: DreamState,
  { steps, width, wanted }: GreedyOptions,
): Promise<Played | null> {
  let state = start;
  let imagined = 0;
  let imaginedMs = 0;
  while (state.depth - start.depth < steps && (state.depth === 0 || state.end < 0.5)) {
    if (!(await wanted())) return null;
    const began = performance.now();
    const [best] = await ranked(model, state, width);
    imaginedMs += performance.now() - began;
    imagined += candidates(state.counts, width).length;
    if (best === undefined) break;
    state = best.next;
  }
  return {
    gain: start.logRatio - state.logRatio,
    steps: state.depth - start.depth,
    imagined,
    imaginedMs,
  };
}

/** The same policy on the real graph: every state is encoded anew, and the engine makes the moves. */
export async function playReal<S>(
  model: WorldModel,
  env: ObservedEnvironment<S>,
  { steps, width, wanted }: GreedyOptions,
): Promise<Played | null> {
  let state = env.reset();
  const first = env.cost(state);
  let made = 0;
  let imagined = 0;
  let imaginedMs = 0;
  while (made < steps) {
    if (!(await wanted())) return null;
    const [seen] = await model.encode([env.observe(state)]);
    if (seen === undefined) break;
    const began = performance.now();
    const options = await ranked(model, seen, width);
    imaginedMs += performance.now() - began;
    imagined += candidates(seen.counts, width).length;
    let next: S | null = null;
    // An action that the engine refuses after all gives way to the second best.
    for (const { action } of options) {
      next = env.step(state, action);
      if (next !== null) break;
    }
    if (next === null) break;
    state = next;
    made++;
  }
  return { gain: Math.log(first / env.cost(state)), steps: made, imagined, imaginedMs };
}
