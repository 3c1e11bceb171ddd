import { matchByStructure } from './diff/match';
import { Matching } from './diff/matching';
import type { Graph } from './graph';
import { sameAttrs } from './hash/same';
import type { Node, NodeId } from './types';

/** What two graphs have in common and what not; ids of `before` and of `after` as named. */
export interface GraphDiff {
  /** Ids in `after`. */
  readonly added: readonly NodeId[];
  /** Ids in `before`. */
  readonly removed: readonly NodeId[];
  /** Pairs that differ: other attributes, or an input that comes from elsewhere. */
  readonly changed: readonly { readonly before: NodeId; readonly after: NodeId }[];
  /** Every pair, from ids of `before` to ids of `after`. */
  readonly mapping: ReadonlyMap<NodeId, NodeId>;
}

const sameIds = (x: readonly (number | null)[], y: readonly (number | null)[]): boolean =>
  x.length === y.length && x.every((id, i) => id === y[i]);

/** An edit keeps the ids of what it keeps: the same id, operator and outputs in both mean the same node. */
function matchById(matching: Matching): void {
  const { before, after } = matching;
  for (const node of before.nodes()) {
    const other = after.findNode(node.id);
    if (other === null) continue;
    const same =
      other === node ||
      (other.op === node.op && other.domain === node.domain && sameIds(other.outputs, node.outputs));
    if (same) matching.pair(node, other);
  }
}

function isChanged(matching: Matching, b: Node, a: Node): boolean {
  if (a === b) return false;
  if (a.inputs.length !== b.inputs.length || a.captures.length !== b.captures.length) return true;
  if (!b.inputs.every((input, slot) => matching.sameValue(input, a.inputs[slot] ?? null))) return true;
  if (!b.captures.every((input, k) => matching.sameValue(input, a.captures[k] ?? null))) return true;
  return !sameAttrs(b.attrs, a.attrs);
}

/**
 * Compares two graphs. Where one descends from the other by edits, nodes are the same by their ids; of what is left,
 * nodes that compute exactly the same are paired. Graphs that have nothing to do with each other are matched by structure.
 */
export function diffGraphs(before: Graph, after: Graph): GraphDiff {
  const matching = new Matching(before, after);
  const related = before.header === after.header;
  if (related) matchById(matching);
  // What a rewrite replaced is removed and added, however alike: only what computes exactly the same is paired.
  matchByStructure(matching, related ? 'exact' : 'alike');
  const changed: { before: NodeId; after: NodeId }[] = [];
  for (const [b, a] of matching.forward) {
    if (isChanged(matching, before.node(b), after.node(a))) changed.push({ before: b, after: a });
  }
  return {
    added: matching.free('after').map((node) => node.id),
    removed: matching.free('before').map((node) => node.id),
    changed,
    mapping: matching.forward,
  };
}
