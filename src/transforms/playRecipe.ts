import { must } from '../core';
import type { Graph } from '../graph';
import { applySite, isRefusal } from './apply';
import { createMatcher } from './matcher';
import type { Rule, Target } from './rule';
import type { Site } from './site';
import { isTakenIn } from './takenIn';

export interface RecipePlayed {
  readonly graph: Graph;
  /** The names of the rules that were applied, in order. */
  readonly trace: readonly string[];
}

/** One step of a phase: the site's rule is an index in the phase's own list. */
export interface PhaseStep {
  readonly site: Site;
  readonly graph: Graph;
}

/**
 * Plays rules until none has a site that applies, step by step: sweep after sweep over the anchors in topological order, so
 * that the order is worked out once for each sweep. Activations that a convolution takes in are left to it.
 */
export function* playPhase(graph: Graph, rules: readonly Rule[], target: Target): Generator<PhaseStep, void> {
  const matcher = createMatcher(rules, target);
  let table = matcher.matchAll(graph);
  for (let moved = true; moved; ) {
    moved = false;
    for (const anchor of table.graph.topological()) {
      for (let tried = 0; ; ) {
        const site = table.at(anchor)[tried];
        if (site === undefined) break;
        if (isTakenIn(table.graph, rules[site.rule], anchor)) {
          tried++;
          continue;
        }
        const applied = applySite(rules, table.graph, site, target);
        if (isRefusal(applied)) {
          tried++;
          continue;
        }
        yield { site, graph: applied.graph };
        table = matcher.update(table, applied.graph, applied.delta);
        moved = true;
        tried = 0;
      }
    }
  }
}

/** Plays phases of rules, each until none of its rules has a site that applies (at most `limit` steps a phase). */
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
    let left = limit;
    for (const step of playPhase(current, list, target)) {
      if (left-- === 0) break;
      trace.push(must(list[step.site.rule], 'rule').name);
      current = step.graph;
    }
  }
  return { graph: current, trace };
}
