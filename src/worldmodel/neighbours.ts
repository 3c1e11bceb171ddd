import type { Observation } from '../env/observation';

export interface Lists {
  /** Where each row's list begins, `[nodes + 1]`. */
  readonly first: Int32Array;
  readonly rows: Int32Array;
  /** The edge to each. */
  readonly edges: Int32Array;
}

/** By node, the other ends of the edges of which it is end `end` (0: producer, 1: consumer). */
export function neighbours({ operators, edges }: Observation, end: 0 | 1): Lists {
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
  const own = new Int32Array(count);
  for (let e = 0; e < count; e++) {
    const at = edges[2 * e + end] ?? 0;
    const place = next[at] ?? 0;
    rows[place] = edges[2 * e + 1 - end] ?? 0;
    own[place] = e;
    next[at] = place + 1;
  }
  return { first, rows, edges: own };
}
