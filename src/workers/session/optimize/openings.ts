import type { Clock } from '../../../agent/clock';
import type { TraceStep } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import { rules as allRules, type Rule, type Target } from '../../../transforms';
import { playPhase } from '../../../transforms/playRecipe';
import { openingRecipes, pricedRecipes } from '../../../transforms/recipes';

/** The traces that the openings give on a graph, as far as the time allows; empty ones left out. */
export async function playOpenings(
  base: Graph,
  rules: readonly Rule[],
  target: Target,
  clock: Clock,
): Promise<readonly (readonly TraceStep[])[]> {
  const traces: TraceStep[][] = [];
  for (const row of openingRecipes(target)) {
    const steps: TraceStep[] = [];
    for (const phases of row) {
      const before = steps.length;
      for (const phase of phases) await playAll(base, rules, phase, target, clock, steps);
      if (steps.length > before) traces.push([...steps]);
    }
  }
  return traces;
}

/**
 * The way on from a trace by the rules that are played only where they make the graph cheaper; null where none does, or
 * the time is over before.
 */
export async function playCheaper(
  base: Graph,
  trace: readonly TraceStep[],
  rules: readonly Rule[],
  target: Target,
  clock: Clock,
  estimate: (graph: Graph) => number,
): Promise<readonly TraceStep[] | null> {
  const steps = [...trace];
  let cost = estimate(steps.at(-1)?.graph ?? base);
  const isCheaper = (graph: Graph): boolean => {
    const now = estimate(graph);
    const cheaper = now < cost;
    if (cheaper) cost = now;
    return cheaper;
  };
  for (const phase of pricedRecipes(target)) {
    await playAll(base, rules, phase, target, clock, steps, isCheaper);
  }
  return steps.length > trace.length ? steps : null;
}

/** Whether a trace plays a rule that is worth playing only where the price says so. */
export function isPriced(trace: readonly TraceStep[], target: Target): boolean {
  const names = new Set(pricedRecipes(target).flat());
  return trace.some(({ site }) => names.has(allRules[site.rule]?.name ?? ''));
}

/** Plays the rules until none applies to what is wanted. */
async function playAll(
  base: Graph,
  rules: readonly Rule[],
  names: readonly string[],
  target: Target,
  clock: Clock,
  steps: TraceStep[],
  wanted?: (graph: Graph) => boolean,
): Promise<void> {
  const indices = names.map((name) => rules.findIndex((rule) => rule.name === name)).filter((i) => i >= 0);
  const phase = indices.map((i) => rules[i] as Rule);
  const start = steps.at(-1)?.graph ?? base;
  if (await clock.tick()) return;
  for (const { site, graph } of playPhase(start, phase, target, wanted)) {
    steps.push({ site: { ...site, rule: indices[site.rule] ?? -1 }, graph });
    if (await clock.tick()) return;
  }
}
