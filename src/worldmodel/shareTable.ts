import { must } from '../core';
import type { Episode } from '../env/episode';
import { background } from './dynamics';
import { NormalEquations } from './leastSquares';
import { firstSite } from './locate';
import { distanceOf, keyCount } from './shareKeys';
import { ringCount, type SiteContexts, siteContexts } from './siteContexts';

/**
 * By how much the runtime of what lies around a rule's site grows, counted over recorded steps: a factor for each
 * distance, and what is different for an operator at that distance. A runtime that is a sum over operators changes by
 * such a sum, so that what a rule does to an operator here it does in a graph of any family: a fusion that saves an
 * `Erf` two edges away says nothing of the `MatMul` beside it.
 */
export interface ShareTable {
  readonly rules: number;
  /** How many things are told apart. @see shareKeys.ts */
  readonly keys: number;
  /** `[rules, ringCount]`. */
  readonly byDistance: Float32Array;
  /** On top, `[rules, keys]`; 0 where a rule never met the operator there. @see shareKeys.ts */
  readonly byKey: Float32Array;
}

/** A recorded step as the table sees it. */
export interface Example {
  readonly rule: number;
  /** What lay around the site: the one context of `contexts`. */
  readonly contexts: SiteContexts;
  /** Share of the runtime that the site's surroundings have. */
  readonly reach: number;
  /** Runtime after the step over that before, less 1. */
  readonly growth: number;
}

/** A rule's factors are learned for so many keys at most: those that take most of the time around its sites. */
const mostKeys = 96;
/** How strongly factors are drawn to zero: those of distances, and what is different for an operator. */
const penalties = { distance: 0.02, key: 0.02 };
/** Steps count by the inverse of the runtime around their site, give or take this share: small ones say as much as large ones. */
const evenBelow = 0.01;

/** How much a step counts whose site has this share of the runtime around it. */
export const exampleWeight = (reach: number): number => 1 / (reach + evenBelow);

/** Growth beyond this is taken for this: so much more is ruinous anyhow. */
const mostGrowth = 4;

export function examplesOf(episodes: readonly Episode[], rules: number): Example[] {
  return episodes.flatMap(({ states, actions, costs }) =>
    actions.flatMap(({ rule, site }, k): Example[] => {
      const before = states[k];
      if (rule >= rules || before === undefined || k + 1 >= costs.length) return [];
      const row = before.anchors[firstSite(before.counts, rule) + site] ?? 0;
      const contexts = siteContexts(before, 0, [row]);
      const reach = contexts.rings.reduce((a, b) => a + b, background);
      const growth = (costs[k + 1] ?? 1) / (costs[k] ?? 1) - 1;
      return [{ rule, contexts, reach, growth: Math.max(-1, Math.min(mostGrowth, growth)) }];
    }),
  );
}

/** Ridge regression for each rule of its steps' growth on the shares around their sites. */
export function fitShareTable(
  examples: readonly Example[],
  rules: number,
  operators: number,
  { distance, key: ofKey } = penalties,
): ShareTable {
  const keys = keyCount(operators);
  const byDistance = new Float32Array(rules * ringCount);
  const byKey = new Float32Array(rules * keys);
  const byRule = new Map<number, Example[]>();
  for (const example of examples) {
    const own = byRule.get(example.rule);
    if (own === undefined) byRule.set(example.rule, [example]);
    else own.push(example);
  }
  for (const [rule, own] of byRule) {
    const columns = columnsOf(own);
    const equations = new NormalEquations(ringCount + columns.size);
    for (const { contexts, growth, reach } of own) {
      const sums = new Map<number, number>();
      const add = (column: number, share: number): void => {
        sums.set(column, (sums.get(column) ?? 0) + share);
      };
      contexts.keys.forEach((key, i) => {
        const share = contexts.shares[i] ?? 0;
        const away = distanceOf(key);
        if (away >= 0) add(away, share);
        const column = columns.get(key);
        if (column !== undefined) add(column, share);
      });
      equations.add([...sums.keys()], [...sums.values()], growth, exampleWeight(reach));
    }
    const found = equations.solve(
      Float64Array.from({ length: equations.width }, (_, i) => (i < ringCount ? distance : ofKey)),
    );
    byDistance.set(found.subarray(0, ringCount), rule * ringCount);
    for (const [key, column] of columns) byKey[rule * keys + key] = must(found[column], 'factor');
  }
  return { rules, keys, byDistance, byKey };
}

/** Column of each key, after those of the distances: the keys that take most time. */
function columnsOf(examples: readonly Example[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { contexts, reach } of examples)
    contexts.keys.forEach((key, i) => {
      sums.set(key, (sums.get(key) ?? 0) + Math.abs(contexts.shares[i] ?? 0) * exampleWeight(reach));
    });
  const largest = [...sums].sort((a, b) => b[1] - a[1]).slice(0, mostKeys);
  return new Map(largest.map(([key], i) => [key, ringCount + i]));
}

/** Growth of the runtime by a rule at a site, by the table. @param scale Shares of the runtime now over those in `contexts`. */
export function tableGrowth(
  { keys, byDistance, byKey }: ShareTable,
  rule: number,
  contexts: SiteContexts,
  context: number,
  scale: number,
): number {
  let growth = 0;
  for (let i = contexts.first[context] ?? 0; i < (contexts.first[context + 1] ?? 0); i++) {
    const key = contexts.keys[i] ?? 0;
    const away = distanceOf(key);
    const usual = away < 0 ? 0 : (byDistance[rule * ringCount + away] ?? 0);
    const own = key < keys ? (byKey[rule * keys + key] ?? 0) : 0;
    growth += (usual + own) * (contexts.shares[i] ?? 0);
  }
  return growth * scale;
}

/** As a change of the log runtime; an action leaves at least a twentieth. */
export const logGrowth = (growth: number): number => Math.log(Math.max(1 + growth, 0.05));
