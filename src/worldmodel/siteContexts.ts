import type { Observation } from '../env/observation';
import { neighbours } from './neighbours';
import {
  groupedShares,
  intensityKey,
  intensityOf,
  neighbourKey,
  resizedShares,
  resizesAround,
  type Share,
} from './shareKeys';

/** Distances from a site's anchor that are told apart: the node, its producers, its consumers, two and three edges away. */
export const ringCount = 5;

/** What lies around nodes that are anchors of sites. */
export interface SiteContexts {
  /** Number of each node's context, −1 where it has none, `[nodes]`. */
  readonly of: Int16Array;
  /** Shares of the runtime by distance, `[contexts, ringCount]`. */
  readonly rings: Float32Array;
  /** Sites of each rule at the node, and at nodes one edge away, `[contexts, rules]`. */
  readonly here: Uint8Array;
  readonly near: Uint8Array;
  /** What is counted with, context after context: where each one's list begins, `[contexts + 1]`. */
  readonly first: Int32Array;
  /** What each entry stands for, and its share of the runtime. @see shareKeys.ts */
  readonly keys: Uint16Array;
  readonly shares: Float32Array;
}

/** As a feature, the share has 2 % resolution over its whole range (the third is in steps of 1/256). @see nodeFeatureNames */
const logShare = 3;
const least = 2 ** -15.5;

/**
 * By how much shares have grown since the dream began, from the log of its runtime: where the whole got faster, what was not
 * touched has a larger share. Where it got slower, somewhere has grown, and it may be here: shares bound what can be saved.
 */
export const shareScale = (logRatio: number): number => Math.max(1, Math.exp(-logRatio));

/** What lies around the anchors of a state's sites; around these rows alone when they are given. */
export function siteContexts(seen: Observation, rules: number, rows?: readonly number[]): SiteContexts {
  const n = seen.operators.length;
  const wanted = rows ?? [...new Set(seen.anchors)];
  const of = new Int16Array(n).fill(-1);
  let count = 0;
  for (const row of wanted) if (of[row] === -1) of[row] = count++;
  const rings = new Float32Array(count * ringCount);
  const here = new Uint8Array(count * rules);
  const near = new Uint8Array(count * rules);
  const lists = Array.from({ length: count }, (): Share[] => []);
  const into = neighbours(seen, 1);
  const from = neighbours(seen, 0);
  const atRow = sitesByRow(seen, rules);
  const width = n === 0 ? 0 : seen.nodes.length / n;
  const shareOf = (row: number): number => {
    const share = 2 ** (8 * (seen.nodes[row * width + logShare] ?? -2));
    return share <= least ? 0 : share;
  };
  const mark = new Int32Array(n).fill(-1);
  const bump = (target: Uint8Array, context: number, row: number): void => {
    for (let i = atRow.first[row] ?? 0; i < (atRow.first[row + 1] ?? 0); i++) {
      const at = context * rules + (atRow.rules[i] ?? 0);
      target[at] = Math.min(255, (target[at] ?? 0) + 1);
    }
  };
  for (let row = 0; row < n; row++) {
    const context = of[row] ?? -1;
    if (context < 0) continue;
    const ring = context * ringCount;
    const list = lists[context] ?? [];
    const reached = (other: number, distance: number): void => {
      const share = shareOf(other);
      if (share === 0) return;
      rings[ring + distance] = (rings[ring + distance] ?? 0) + share;
      list.push({ key: neighbourKey(seen.operators[other] ?? 0, distance), share });
      if (distance <= 2) list.push({ key: intensityKey(intensityOf(seen, other), distance), share });
    };
    reached(row, 0);
    list.push(...groupedShares(seen, row, shareOf(row)));
    bump(here, context, row);
    mark[row] = row;
    let border: number[] = [];
    for (const [side, ends] of [into, from].entries()) {
      for (let i = ends.first[row] ?? 0; i < (ends.first[row + 1] ?? 0); i++) {
        const other = ends.rows[i] ?? 0;
        if (mark[other] === row) continue;
        mark[other] = row;
        border.push(other);
        reached(other, 1 + side);
        bump(near, context, other);
      }
    }
    for (const distance of [3, 4]) {
      const next: number[] = [];
      for (const at of border) {
        for (const ends of [into, from]) {
          for (let i = ends.first[at] ?? 0; i < (ends.first[at + 1] ?? 0); i++) {
            const other = ends.rows[i] ?? 0;
            if (mark[other] === row) continue;
            mark[other] = row;
            next.push(other);
            reached(other, distance);
          }
        }
      }
      border = next;
    }
    const shares = rings.subarray(ring, ring + ringCount);
    for (const [side, resize] of resizesAround(seen, row, into, from).entries())
      list.push(...resizedShares(side, resize, shares));
  }
  const first = new Int32Array(count + 1);
  lists.forEach((list, context) => {
    first[context + 1] = (first[context] ?? 0) + list.length;
  });
  const flat = lists.flat();
  return {
    of,
    rings,
    here,
    near,
    first,
    keys: Uint16Array.from(flat, ({ key }) => key),
    shares: Float32Array.from(flat, ({ share }) => share),
  };
}

/** By node, the rules that have a site there, once for each site. */
function sitesByRow(
  { operators, counts, anchors }: Observation,
  rules: number,
): { readonly first: Int32Array; readonly rules: Int32Array } {
  const n = operators.length;
  const ruleOf = new Int32Array(anchors.length).fill(-1);
  let at = 0;
  for (let rule = 0; rule < counts.length; rule++)
    for (let i = 0; i < (counts[rule] ?? 0); i++, at++) ruleOf[at] = rule < rules ? rule : -1;
  const first = new Int32Array(n + 1);
  for (let i = 0; i < anchors.length; i++) {
    if ((ruleOf[i] ?? -1) < 0) continue;
    const row = (anchors[i] ?? 0) + 1;
    first[row] = (first[row] ?? 0) + 1;
  }
  for (let i = 0; i < n; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0);
  const next = first.slice();
  const list = new Int32Array(first[n] ?? 0);
  for (let i = 0; i < anchors.length; i++) {
    if ((ruleOf[i] ?? -1) < 0) continue;
    const row = anchors[i] ?? 0;
    const place = next[row] ?? 0;
    list[place] = ruleOf[i] ?? 0;
    next[row] = place + 1;
  }
  return { first, rules: list };
}
