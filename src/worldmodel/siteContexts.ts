import type { Observation } from '../env/observation';

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
    rings[ring] = shareOf(row);
    bump(here, context, row);
    mark[row] = row;
    let border: number[] = [];
    for (const [side, list] of [into, from].entries()) {
      for (let i = list.first[row] ?? 0; i < (list.first[row + 1] ?? 0); i++) {
        const other = list.rows[i] ?? 0;
        if (mark[other] === row) continue;
        mark[other] = row;
        border.push(other);
        rings[ring + 1 + side] = (rings[ring + 1 + side] ?? 0) + shareOf(other);
        bump(near, context, other);
      }
    }
    for (const distance of [3, 4]) {
      const next: number[] = [];
      for (const at of border) {
        for (const list of [into, from]) {
          for (let i = list.first[at] ?? 0; i < (list.first[at + 1] ?? 0); i++) {
            const other = list.rows[i] ?? 0;
            if (mark[other] === row) continue;
            mark[other] = row;
            next.push(other);
            rings[ring + distance] = (rings[ring + distance] ?? 0) + shareOf(other);
          }
        }
      }
      border = next;
    }
  }
  return { of, rings, here, near };
}

interface Lists {
  /** Where each row's list begins, `[nodes + 1]`. */
  readonly first: Int32Array;
  readonly rows: Int32Array;
}

/** By node, the other ends of the edges of which it is end `end` (0: producer, 1: consumer). */
function neighbours({ operators, edges }: Observation, end: 0 | 1): Lists {
  const n = operators.length;
  const count = edges.length / 2;
  const first = new Int32Array(n + 1);
  for (let e = 0; e < count; e++) {
    const at = (edges[2 * e + end] ?? 0) + 1;
    first[at] = (first[at] ?? 0) + 1;
  }
  for (let i = 0; i < n; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0);
  const next = first.slice();
  const rows = new Int32Array(count);
  for (let e = 0; e < count; e++) {
    const at = edges[2 * e + end] ?? 0;
    const place = next[at] ?? 0;
    rows[place] = edges[2 * e + 1 - end] ?? 0;
    next[at] = place + 1;
  }
  return { first, rows };
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
