import type { Clock } from '../../../agent/clock';
import { must } from '../../../core';
import type { TraceStep } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import { rules as allRules, type Rule, type Target } from '../../../transforms';
import { playCheaper } from '../../../transforms/playCheaper';
import { playPhase } from '../../../transforms/playRecipe';
import { openingRecipes, pricedPhases } from '../../../transforms/recipes';

/** The traces that the openings give on a graph, as far as the time allows; empty ones left out. */
export async function playOpenings(
  base: Graph,
  rules: readonly Rule[],
  target: Target,
  clock: Clock,
): Promise<readonly (readonly TraceStep[])[]> {
  const traces: (readonly TraceStep[])[] = [];
  const rows = openingRecipes(target);
  /** Where each row stood after each of its recipes. */
  const ends: (readonly TraceStep[])[][] = [];
  for (const [i, row] of rows.entries()) {
    const own: (readonly TraceStep[])[] = [];
    for (const [k, phases] of row.entries()) {
      const alike = rows.findIndex(
        (other, j) => j < i && row.slice(0, k + 1).every((r, n) => r === other[n]),
      );
      const played = ends[alike]?.[k];
      const before = own[k - 1] ?? [];
      const steps = [...before];
      if (played === undefined)
        for (const phase of phases) await playAll(base, rules, phase, target, clock, steps);
      if (played === undefined && steps.length > before.length) traces.push(steps);
      own.push(played ?? steps);
    }
    ends.push(own);
  }
  return traces;
}

/**
 * The way on from a trace by the rules that are played only where the graph gets cheaper; null where it does nowhere. What was
 * reached when the time is over is a way as well.
 */
export async function goOnWhereCheaper(
  base: Graph,
  trace: readonly TraceStep[],
  rules: readonly Rule[],
  target: Target,
  clock: Clock,
  estimate: (graph: Graph) => number,
): Promise<readonly TraceStep[] | null> {
  const steps = [...trace];
  for (const phase of pricedPhases(target)) {
    // Looking for places takes as long as pricing them.
    if (await clock.tick()) break;
    const indices = [...phase.rules, ...phase.followUps].map((name) =>
      rules.findIndex((r) => r.name === name),
    );
    const chosen = indices.map((i) => must(rules[i], 'rule'));
    const count = phase.rules.length;
    const { needsFollowUp = false, least = 0 } = phase;
    const parts = { rules: chosen.slice(0, count), followUps: chosen.slice(count), needsFollowUp, least };
    const options = { ...parts, target, estimate };
    for (const found of playCheaper(steps.at(-1)?.graph ?? base, options)) {
      for (const { site, graph } of found ?? []) {
        steps.push({ site: { ...site, rule: must(indices[site.rule], 'rule') }, graph });
      }
      if (await clock.tick()) break;
    }
  }
  return steps.length > trace.length ? steps : null;
}

/** Whether a trace plays a rule that is worth playing only where the price says so. */
export function isPriced(trace: readonly TraceStep[], target: Target): boolean {
  const names = new Set(pricedPhases(target).flatMap((phase) => phase.rules));
  return trace.some(({ site }) => names.has(allRules[site.rule]?.name ?? ''));
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
