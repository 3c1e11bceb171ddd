import { must } from '../core';
import type { Graph } from '../graph';
import { applySite, isRefusal } from './apply';
import { createMatcher } from './matcher';
import type { Rule, Target } from './rule';

export interface RecipePlayed {
  readonly graph: Graph;
  /** The names of the rules that were applied, in order. */
  readonly trace: readonly string[];
}

/**
 * Plays phases of rules, each until none of its rules has a site that applies (at most `limit` steps a phase): always
 * the first site in topological order.
 */
export function playRecipe(
  graph: Graph,
  phases: readonly (readonly string[])[],
  rules: readonly Rule[],
  target: Target,
  limit = 5000,
): RecipePlayed {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const trace: string[] = [];
  let current = graph;
  for (const phase of phases) {
    const list = phase.map((name) => must(byName.get(name), `rule ${name}`));
    const matcher = createMatcher(list, target);
    let table = matcher.matchAll(current);
    for (let step = 0; step < limit; step++) {
      let moved = false;
      for (const site of table.all()) {
        const applied = applySite(list, table.graph, site, target);
        if (isRefusal(applied)) continue;
        trace.push(must(list[site.rule], 'rule').name);
        table = matcher.update(table, applied.graph, applied.delta);
        moved = true;
        break;
      }
      if (!moved) break;
    }
    current = table.graph;
  }
  return { graph: current, trace };
}
