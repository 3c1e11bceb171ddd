import type { Clock } from '../../../agent/clock';
import type { TraceStep } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import { applySite, createMatcher, isRefusal, type Rule, type Target } from '../../../transforms';
import { activationRecipe, convolutionRecipe, encoderRecipe } from '../../../transforms/recipes';

/**
 * Sequences of rules that are known to pay, tried before any search: what they find, a search need not. Each goes on where the
 * one before it in its row ended.
 */
const openings = [[encoderRecipe], [convolutionRecipe, activationRecipe]];

/** The traces that the openings give on a graph, as far as the time allows; empty ones left out. */
export async function playOpenings(
  base: Graph,
  rules: readonly Rule[],
  target: Target,
  clock: Clock,
): Promise<readonly (readonly TraceStep[])[]> {
  const traces: TraceStep[][] = [];
  for (const row of openings) {
    const steps: TraceStep[] = [];
    for (const phases of row) {
      const before = steps.length;
      for (const phase of phases) await playPhase(base, rules, phase, target, clock, steps);
      if (steps.length > before) traces.push([...steps]);
    }
  }
  return traces;
}

/** Plays the first site that applies until none does. */
async function playPhase(
  base: Graph,
  rules: readonly Rule[],
  names: readonly string[],
  target: Target,
  clock: Clock,
  steps: TraceStep[],
): Promise<void> {
  const indices = names.map((name) => rules.findIndex((rule) => rule.name === name)).filter((i) => i >= 0);
  const phase = indices.map((i) => rules[i] as Rule);
  const matcher = createMatcher(phase, target);
  let table = matcher.matchAll(steps.at(-1)?.graph ?? base);
  for (let moved = true; moved && !(await clock.tick()); ) {
    moved = false;
    for (const site of table.all()) {
      const applied = applySite(phase, table.graph, site, target);
      if (isRefusal(applied)) continue;
      steps.push({ site: { ...site, rule: indices[site.rule] ?? -1 }, graph: applied.graph });
      table = matcher.update(table, applied.graph, applied.delta);
      moved = true;
      break;
    }
  }
}
