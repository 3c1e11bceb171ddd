import { createRandom, hashString, must } from '../../core';
import type { Graph } from '../../graph';
import type { RuleCases } from './case';
import { nearMisses } from './cases/nearMisses';
import { moreNearMisses } from './cases/nearMisses2';
import { lateNearMisses } from './cases/nearMisses3';
import { asClass, drawGraph } from './draw';

/** A graph that was drawn for some rule. */
export interface Sample {
  /** The rule and the class. */
  readonly label: string;
  readonly graph: Graph;
}

/**
 * Graphs of all classes of all rules. A rule is tried on every one of them where it applies: what one rule's conditions
 * exclude is often just what another's classes draw, and the near misses are what remains, so that a missing condition
 * shows.
 */
function drawPool(cases: ReadonlyMap<string, RuleCases>, each: number, seed: number): readonly Sample[] {
  const samples: Sample[] = [];
  for (const [name, given] of Object.entries({ ...nearMisses, ...moreNearMisses, ...lateNearMisses })) {
    const random = createRandom((seed ^ hashString(name)) >>> 0);
    for (let i = 0; i < 4 * each; i++) {
      const graph = drawGraph(asClass(given), random.fork(`${i}`));
      if (graph !== null) samples.push({ label: name, graph });
    }
  }
  for (const [name, { classes }] of cases) {
    for (const [kind, given] of Object.entries(classes)) {
      const random = createRandom((seed ^ hashString(`${name} ${kind}`)) >>> 0);
      for (let i = 0; i < each; i++) {
        const graph = drawGraph(asClass(given), random.fork(`${i}`));
        if (graph !== null) samples.push({ label: `a graph of ${name} (${kind})`, graph });
      }
    }
  }
  return samples;
}

let shared: { readonly key: string; readonly samples: readonly Sample[] } | null = null;

/** The same, drawn once for all rules of a run. */
export function poolOf(cases: ReadonlyMap<string, RuleCases>, each: number, seed: number): readonly Sample[] {
  const key = `${each} ${seed}`;
  if (shared?.key !== key) shared = { key, samples: drawPool(cases, each, seed) };
  return must(shared, 'pool').samples;
}
