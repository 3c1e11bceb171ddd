import type { Graph, NodeId } from '../graph';
import { applySite, isRefusal, type Rule, type Site, type Target } from '../transforms';

/** One rewrite of a trace and the graph that it made. */
export interface TraceStep {
  readonly site: Site;
  readonly graph: Graph;
}

export interface Shortened {
  readonly steps: readonly TraceStep[];
  readonly engineSteps: number;
}

export interface ShortenOptions {
  readonly base: Graph;
  readonly rules: readonly Rule[];
  readonly target: Target;
  /** Runtime of a graph in milliseconds. */
  readonly estimate: (graph: Graph) => number;
  /** A trace without some steps may end this much dearer, as a fraction. */
  readonly tolerance: number;
  /** Called before each step that is played; true ends the work with what there is. */
  readonly stop: () => Promise<boolean>;
}

/**
 * Takes steps out of a trace that its gain does not need: whole rules first, then runs of steps from the end, each tried
 * by playing the rest again (as delta debugging does, Zeller 1999). Nodes that a step makes get other ids when an earlier
 * step is missing, so sites are renumbered along the way; a step whose site is gone is left out too.
 */
export async function shorten(steps: readonly TraceStep[], options: ShortenOptions): Promise<Shortened> {
  const { base, estimate } = options;
  const endOf = (trace: readonly TraceStep[]): number => estimate(trace.at(-1)?.graph ?? base);
  const limit = endOf(steps) * (1 + options.tolerance);
  let best = steps;
  let engineSteps = 0;
  /** False: it was stopped. */
  const attempt = async (drop: (index: number) => boolean): Promise<boolean> => {
    const shorter = await replay(best, drop, options);
    if (shorter === null) return false;
    engineSteps += shorter.length;
    if (shorter.length < best.length && endOf(shorter) <= limit) best = shorter;
    return true;
  };
  for (const rule of new Set(steps.map(({ site }) => site.rule))) {
    if (!(await attempt((i) => best[i]?.site.rule === rule))) return { steps: best, engineSteps };
  }
  for (let size = 2 ** Math.floor(Math.log2(Math.max(1, best.length / 2))); size >= 1; size >>= 1) {
    for (let end = best.length; end > 0; end = Math.min(end - size, best.length)) {
      const from = Math.max(0, end - size);
      if (!(await attempt((i) => i >= from && i < end))) return { steps: best, engineSteps };
    }
  }
  return { steps: best, engineSteps };
}

/** Plays the steps that are not dropped, as far as they still apply; null when it was stopped. */
async function replay(
  steps: readonly TraceStep[],
  drop: (index: number) => boolean,
  { base, rules, target, stop }: ShortenOptions,
): Promise<TraceStep[] | null> {
  const played: TraceStep[] = [];
  const renumbered = new Map<number, number>();
  // Ids below this were given before the first dropped step, and so are the same in both traces.
  let shared = Number.POSITIVE_INFINITY;
  if (await stop()) return null;
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1]?.graph ?? base;
    if (drop(i)) {
      shared = Math.min(shared, before.nodeCapacity);
      continue;
    }
    if (shared === Number.POSITIVE_INFINITY) {
      played.push(step);
      continue;
    }
    if (await stop()) return null;
    const at = played.at(-1)?.graph ?? base;
    const anchor = step.site.anchor < shared ? step.site.anchor : renumbered.get(step.site.anchor);
    if (anchor === undefined) continue;
    const site = { ...step.site, anchor: anchor as NodeId };
    const applied = applySite(rules, at, site, target);
    if (isRefusal(applied)) continue;
    const count = step.graph.nodeCapacity - before.nodeCapacity;
    // A different number of new nodes: the rule did something else here, and its nodes cannot be told apart.
    if (applied.graph.nodeCapacity - at.nodeCapacity !== count) continue;
    for (let k = 0; k < count; k++) renumbered.set(before.nodeCapacity + k, at.nodeCapacity + k);
    played.push({ site, graph: applied.graph });
  }
  return played;
}
