import type { NodeId } from '../types';
import type { Scope } from './scopes';

/** A group while it is being made. Nodes in topological order; `items` keeps nodes and groups in one order. */
export interface Draft {
  id: string;
  label: string;
  kind: 'root' | 'scope' | 'block' | 'repeat';
  items: (NodeId | Draft)[];
}

export const isDraft = (item: NodeId | Draft): item is Draft => typeof item === 'object';

/** A card that opens to fewer nodes than this hides more than it orders. */
const worthGroup = 3;

/** All nodes in a draft, in the order of its items. */
export function nodesIn(draft: Draft, into: NodeId[] = []): NodeId[] {
  for (const item of draft.items) {
    if (isDraft(item)) nodesIn(item, into);
    else into.push(item);
  }
  return into;
}

/** One draft for each scope, with nodes in the given order; a scope's place is that of its first node. */
export function scopeTree(order: readonly NodeId[], scopes: ReadonlyMap<NodeId, Scope>): Draft {
  const root: Draft = { id: '', label: '', kind: 'root', items: [] };
  const drafts = new Map<string, Draft>([['', root]]);
  const homes = new Map<Scope, Draft>();
  for (const node of order) {
    const scope = scopes.get(node) ?? [];
    const known = homes.get(scope);
    if (known !== undefined) {
      known.items.push(node);
      continue;
    }
    let draft = root;
    let path = '';
    for (const part of scope) {
      path += `/${part}`;
      let child = drafts.get(path);
      if (child === undefined) {
        child = { id: path, label: part, kind: 'scope', items: [] };
        drafts.set(path, child);
        draft.items.push(child);
      }
      draft = child;
    }
    homes.set(scope, draft);
    draft.items.push(node);
  }
  return root;
}

/**
 * Drops levels that only get in the way: a group with fewer than three nodes to look at gives them to its parent, and a
 * group whose only content is one group becomes one with it. Returns how many nodes of a group are no helpers.
 */
export function simplify(draft: Draft, isHelper: (node: NodeId) => boolean): number {
  let total = 0;
  draft.items = draft.items.flatMap((item) => {
    if (!isDraft(item)) {
      if (!isHelper(item)) total++;
      return [item];
    }
    const visible = simplify(item, isHelper);
    total += visible;
    return visible < worthGroup ? item.items : [item];
  });
  const [only] = draft.items;
  if (draft.kind === 'scope' && draft.items.length === 1 && only !== undefined && isDraft(only)) {
    draft.items = only.items;
    draft.id = only.id;
    draft.label = only.label.startsWith(draft.label) ? only.label : `${draft.label}/${only.label}`;
  }
  return total;
}
