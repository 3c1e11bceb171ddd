import type { Observation } from '../env/observation';

/** How many numbers tell where an action's site lies. @see Place */
export const placeCount = 5;

/** Which site of the graph where the dream began an action means. */
export interface Place {
  /** Index among the first graph's `anchors`, or −1: it had no site of this rule left. */
  readonly site: number;
  /**
   * Row of the node where the site is: its anchor, or that of the last action where the site is a new one, since rewrites
   * make new sites where they act. −1 where neither is known.
   */
  readonly row: number;
  /** Known, certainly this one, relative place, log(1 + sites) / 4, 1 / sites. */
  readonly features: readonly [number, number, number, number, number];
}

type Sites = Pick<Observation, 'counts' | 'anchors'>;

/**
 * Sites keep their topological order under rewriting, so a site is found again by counting: sites that were acted on are
 * gone, and where fewer are left than that, those at anchors that were acted on have gone too. Where the numbers then
 * agree the site is certain; else its relative place says which it most likely is.
 *
 * @param past The sites acted on so far, as indices of `start.anchors`, −1 for one that `start` did not have.
 * @param pastCount How many those were; where `past` has room for fewer, the oldest have been overwritten, as in a ring.
 */
export function locate(
  start: Sites,
  past: ArrayLike<number>,
  pastCount: number,
  rule: number,
  site: number,
  count: number,
): Place {
  const first = firstSite(start.counts, rule);
  const own = start.counts[rule] ?? 0;
  const relative = (site + 0.5) / Math.max(1, count);
  const features = (known: number, certain: number): Place['features'] => [
    known,
    certain,
    relative,
    Math.log1p(count) / 4,
    1 / Math.max(1, count),
  ];
  const left: number[] = [];
  for (let i = first; i < first + own; i++) if (!has(past, pastCount, i)) left.push(i);
  for (let k = 1; k <= remembered(past, pastCount) && left.length > count; k++) {
    const acted = latest(past, pastCount, k);
    if (acted < 0) continue;
    for (let j = left.length - 1; j >= 0 && left.length > count; j--)
      if (start.anchors[left[j] ?? 0] === start.anchors[acted]) left.splice(j, 1);
  }
  if (left.length === 0) return { site: -1, row: lastRow(start, past, pastCount), features: features(0, 0) };
  const certain = left.length === count;
  const index = certain ? site : Math.min(left.length - 1, Math.floor(relative * left.length));
  const found = left[index] ?? -1;
  return { site: found, row: start.anchors[found] ?? -1, features: features(1, certain ? 1 : 0) };
}

function lastRow({ anchors }: Sites, past: ArrayLike<number>, count: number): number {
  for (let k = 1; k <= remembered(past, count); k++) {
    const site = latest(past, count, k);
    if (site >= 0) return anchors[site] ?? -1;
  }
  return -1;
}

function has(past: ArrayLike<number>, count: number, site: number): boolean {
  for (let k = 0; k < remembered(past, count); k++) if (past[k] === site) return true;
  return false;
}

/** How many of `count` sites a ring still holds. */
const remembered = (past: ArrayLike<number>, count: number): number => Math.min(count, past.length);

/** The `k`-th of them from the end. */
const latest = (past: ArrayLike<number>, count: number, k: number): number =>
  past[(count - k) % past.length] ?? -1;

/** Index of a rule's first site among the anchors. */
export function firstSite(counts: ArrayLike<number>, rule: number): number {
  let first = 0;
  for (let r = 0; r < rule; r++) first += counts[r] ?? 0;
  return first;
}
