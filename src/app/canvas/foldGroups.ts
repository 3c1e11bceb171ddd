import type { GraphView, ViewGroup, ViewNode } from '../../workers/session/protocol';

/** Which groups are drawn as something of their own: those that repeat and are worth folding, and those that are open. */
export interface GroupTree {
  readonly byId: ReadonlyMap<string, ViewGroup>;
  /** Innermost drawn group of a node or group; null at the top. Groups that are not drawn are passed over. */
  readonly homeOf: (group: string | null) => string | null;
  readonly drawn: ReadonlySet<string>;
}

/** A repeated block of fewer nodes says more as nodes. */
const WORTH_FOLDING = 3;

export function groupTree(
  view: GraphView,
  nodes: readonly ViewNode[],
  opened: ReadonlySet<string>,
): GroupTree {
  const byId = new Map(view.groups.map((group) => [group.id, group]));
  const size = new Map<string, number>();
  for (const node of nodes) {
    for (let at = node.group; at !== null; at = byId.get(at)?.parent ?? null)
      size.set(at, (size.get(at) ?? 0) + 1);
  }
  const siblings = new Map<string, number>();
  const familyOf = (group: ViewGroup) => `${group.parent ?? ''}\n${group.repeatKey ?? ''}`;
  for (const group of view.groups) {
    if (group.repeatKey !== null && (size.get(group.id) ?? 0) >= WORTH_FOLDING) {
      siblings.set(familyOf(group), (siblings.get(familyOf(group)) ?? 0) + 1);
    }
  }
  const drawn = new Set<string>();
  for (const group of view.groups) {
    if ((size.get(group.id) ?? 0) < WORTH_FOLDING) continue;
    const repeats = group.repeatKey !== null && (siblings.get(familyOf(group)) ?? 0) > 1;
    // A group that was opened stays a box, also when a rewrite made it differ from its siblings.
    if (repeats || opened.has(group.id)) drawn.add(group.id);
  }
  const homeOf = (group: string | null): string | null => {
    let at = group;
    while (at !== null && !drawn.has(at)) at = byId.get(at)?.parent ?? null;
    return at;
  };
  return { byId, homeOf, drawn };
}
