import type { NodeId } from '../graph';
import type { Action, Environment } from './environment';
import type { RewriteState } from './rewriteEnv';

export interface Shortened {
  /** The states from the start to the end, the start included. */
  readonly states: readonly RewriteState[];
  readonly cost: number;
  readonly engineSteps: number;
}

export interface ShortenOptions {
  /** A trace without some steps may cost this much more, as a fraction of the whole trace's end. */
  readonly tolerance: number;
  /** Called between replays; true ends the work with what there is. */
  readonly stop: () => Promise<boolean>;
}

/**
 * Takes steps out of a trace that its gain does not need: whole rules first, then runs of steps from the end, each tried
 * by playing the rest again (as delta debugging does, Zeller 1999). Nodes that a step makes get other ids when an earlier
 * step is missing, so sites are renumbered along the way; a step whose site is gone is left out too.
 */
export async function shorten(
  env: Environment<RewriteState>,
  states: readonly RewriteState[],
  options: ShortenOptions,
): Promise<Shortened> {
  const first = states[0] ?? env.reset();
  let best = [...states];
  let cost = env.cost(states.at(-1) ?? first);
  const limit = cost * (1 + options.tolerance);
  let engineSteps = 0;
  const attempt = (drop: (index: number) => boolean): boolean => {
    const shorter = replay(env, best, drop);
    engineSteps += shorter.length - 1;
    const end = env.cost(shorter.at(-1) ?? first);
    if (shorter.length >= best.length || end > limit) return false;
    best = shorter;
    cost = end;
    return true;
  };
  for (const rule of new Set(states.flatMap(({ site }) => (site === null ? [] : [site.rule])))) {
    if (await options.stop()) return { states: best, cost, engineSteps };
    attempt((i) => best[i]?.site?.rule === rule);
  }
  for (let size = Math.min(32, best.length >> 1); size >= 1; size >>= 1) {
    for (let end = best.length; end > 1; end -= size) {
      if (await options.stop()) return { states: best, cost, engineSteps };
      const [from, to] = [Math.max(1, end - size), end];
      attempt((i) => i >= from && i < to);
    }
  }
  return { states: best, cost, engineSteps };
}

/** Plays the steps that are not dropped, as far as they still apply. */
function replay(
  env: Environment<RewriteState>,
  states: readonly RewriteState[],
  drop: (index: number) => boolean,
): RewriteState[] {
  const played = [env.reset()];
  const renumbered = new Map<number, number>();
  const capacity = (played[0] as RewriteState).graph.nodeCapacity;
  for (let i = 1; i < states.length; i++) {
    const [before, after] = [states[i - 1], states[i]];
    const at = played.at(-1);
    if (drop(i) || !before || !after?.site || !at) continue;
    const { rule, anchor, variant } = after.site;
    const now = anchor < capacity ? anchor : renumbered.get(anchor);
    const action = now === undefined ? null : actionAt(at, rule, now as NodeId, variant);
    const next = action === null ? null : env.step(at, action);
    if (next === null) continue;
    const [old, made] = [before.graph.nodeCapacity, at.graph.nodeCapacity];
    const count = after.graph.nodeCapacity - old;
    // A different number of new nodes: the rule did something else here, and its nodes cannot be told apart.
    if (next.graph.nodeCapacity - made !== count) continue;
    for (let k = 0; k < count; k++) renumbered.set(old + k, made + k);
    played.push(next);
  }
  return played;
}

function actionAt(state: RewriteState, rule: number, anchor: NodeId, variant: number): Action | null {
  const site = state.table.sites(rule).findIndex((s) => s.anchor === anchor && s.variant === variant);
  return site < 0 ? null : { rule, site };
}
