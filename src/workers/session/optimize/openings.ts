import type { Clock } from '../../../agent/clock';
import type { TraceStep } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import type { Rule, Target } from '../../../transforms';
import { playPhase } from '../../../transforms/playRecipe';
import { openingRecipes } from '../../../transforms/recipes';

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

/** Plays the rules until none applies. */
async function playAll(
  base: Graph,
  rules: readonly Rule[],
  names: readonly string[],
  target: Target,
  clock: Clock,
  steps: TraceStep[],
): Promise<void> {
  const indices = names.map((name) => rules.findIndex((rule) => rule.name === name)).filter((i) => i >= 0);
  const phase = indices.map((i) => rules[i] as Rule);
  const start = steps.at(-1)?.graph ?? base;
  if (await clock.tick()) return;
  for (const { site, graph } of playPhase(start, phase, target)) {
    steps.push({ site: { ...site, rule: indices[site.rule] ?? -1 }, graph });
    if (await clock.tick()) return;
  }
}
