import type { Graph } from '../graph';
import type { NodeId } from '../types';
import { type Draft, isDraft, nodesIn } from './tree';

/** Places that are never freed when places without open neighbours are taken away, one after the other. */
function stuck(
  neighbours: readonly ReadonlySet<number>[],
  reverse: readonly ReadonlySet<number>[],
): Set<number> {
  const open = reverse.map((set) => set.size);
  const free = open.flatMap((count, place) => (count === 0 ? [place] : []));
  const left = new Set(open.keys());
  for (let place = free.pop(); place !== undefined; place = free.pop()) {
    left.delete(place);
    for (const next of neighbours[place] ?? []) {
      open[next] = (open[next] ?? 0) - 1;
      if (open[next] === 0) free.push(next);
    }
  }
  return left;
}

/**
 * The groups of a level that would lie on a cycle if each were drawn as one card: a value leaves the group, passes
 * through something else, and comes back. Helpers do not count.
 */
export function cyclicDrafts(
  graph: Graph,
  items: readonly (NodeId | Draft)[],
  isHelper: (node: NodeId) => boolean,
): Set<Draft> {
  const owner = new Map<NodeId, number>();
  for (const [place, item] of items.entries()) {
    for (const node of isDraft(item) ? nodesIn(item) : [item]) if (!isHelper(node)) owner.set(node, place);
  }
  const after = items.map(() => new Set<number>());
  const before = items.map(() => new Set<number>());
  for (const [node, place] of owner) {
    for (const output of graph.node(node).outputs) {
      for (const use of output === null ? [] : graph.uses(output)) {
        const user = owner.get(use.node);
        if (user === undefined || user === place) continue;
        after[place]?.add(user);
        before[user]?.add(place);
      }
    }
  }
  const forward = stuck(after, before);
  if (forward.size === 0) return new Set();
  const backward = stuck(before, after);
  return new Set(items.filter((_, place) => forward.has(place) && backward.has(place)).filter(isDraft));
}
