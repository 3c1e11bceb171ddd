import type { Graph } from './graph';
import { fold } from './group/fold';
import { helperNodes } from './group/helpers';
import { Likeness } from './group/likeness';
import { nodeScopes } from './group/scopes';
import { type Draft, isDraft, scopeTree, simplify } from './group/tree';
import type { NodeId } from './types';

/** A block of a graph, for folding. Ids stay the same when a rewrite changes nodes elsewhere. */
export interface NodeGroup {
  readonly id: string;
  /** The scope's own name, or for blocks found by structure the operators that tell what they are. */
  readonly label: string;
  /**
   * `root`: the whole graph; `scope`: named by the model; `block`: found by structure; `repeat`: equal groups in a row,
   * which a canvas shows as one card (×n).
   */
  readonly kind: 'root' | 'scope' | 'block' | 'repeat';
  /** Nodes that lie in this group and in none of its children, in topological order, helpers included. */
  readonly nodes: readonly NodeId[];
  /** In topological order of their first nodes. */
  readonly children: readonly NodeGroup[];
  /** Nodes in this group and everything below, helpers included, and how many of them are no helpers. */
  readonly size: number;
  readonly visible: number;
  /** The id of the first sibling of equal structure when that is another group, else null. */
  readonly repeatOf: string | null;
  /** How many siblings have this structure, itself included; for `repeat`, how many children it has. */
  readonly repeatCount: number;
}

export interface Grouping {
  readonly root: NodeGroup;
  /** Constants and arithmetic on shapes, which a canvas hides until asked. */
  readonly helpers: ReadonlySet<NodeId>;
  /** The id of the innermost group that each node lies in. */
  readonly groupOf: ReadonlyMap<NodeId, string>;
}

const caches = new WeakMap<Graph, Grouping>();

interface Context {
  readonly graph: Graph;
  readonly helpers: ReadonlySet<NodeId>;
  readonly likeness: Likeness;
  readonly groupOf: Map<NodeId, string>;
}

/** Marks siblings of equal structure with the first of them and their number. */
function markRepeats(children: readonly NodeGroup[], keys: readonly string[]): NodeGroup[] {
  const places = new Map<string, NodeGroup[]>();
  for (const [i, child] of children.entries()) {
    const list = places.get(keys[i] ?? '');
    if (list === undefined) places.set(keys[i] ?? '', [child]);
    else list.push(child);
  }
  return children.map((child, i) => {
    const alike = places.get(keys[i] ?? '') ?? [];
    const [first] = alike;
    if (child.kind === 'repeat' || first === undefined || alike.length < 2) return child;
    return { ...child, repeatOf: child === first ? null : first.id, repeatCount: alike.length };
  });
}

function finish(context: Context, draft: Draft): NodeGroup {
  const { graph, helpers, likeness, groupOf } = context;
  const drafts = draft.items.filter(isDraft);
  const nodes = draft.items.filter((item): item is NodeId => !isDraft(item));
  nodes.sort((a, b) => graph.rank(a) - graph.rank(b));
  for (const node of nodes) groupOf.set(node, draft.id);
  const isRun = draft.kind === 'repeat';
  const keys = isRun ? drafts.map(() => '') : likeness.keys(drafts, ({ kind }) => kind);
  const children = markRepeats(
    drafts.map((item) => finish(context, item)),
    keys,
  );
  const loose = nodes.filter((node) => !helpers.has(node)).length;
  return {
    id: draft.id,
    label: draft.label,
    kind: draft.kind,
    nodes,
    children,
    size: children.reduce((n, child) => n + child.size, nodes.length),
    visible: children.reduce((n, child) => n + child.visible, loose),
    repeatOf: null,
    repeatCount: isRun ? drafts.length : 1,
  };
}

/**
 * The blocks of a graph as a tree: scopes from the nodes' names, equal numbered scopes in a row as one repeat, and where
 * nodes lie loose, blocks from repeated structure. Every node lies in exactly one group. Computed once for each graph.
 */
export function groupNodes(graph: Graph): Grouping {
  let grouping = caches.get(graph);
  if (grouping === undefined) {
    const helpers = helperNodes(graph);
    const isHelper = (node: NodeId): boolean => helpers.has(node);
    const order = graph.topological();
    // Groups stand in the order of what is seen of them.
    const seen = [...order.filter((node) => !isHelper(node)), ...order.filter(isHelper)];
    const tree = scopeTree(seen, nodeScopes(graph));
    simplify(tree, isHelper);
    const likeness = new Likeness(graph, isHelper);
    fold(graph, tree, isHelper, likeness);
    const groupOf = new Map<NodeId, string>();
    grouping = { root: finish({ graph, helpers, likeness, groupOf }, tree), helpers, groupOf };
    caches.set(graph, grouping);
  }
  return grouping;
}
