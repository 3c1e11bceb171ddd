import type { GraphView, OpFamily, ViewNode } from '../../workers/session/protocol';
import { cycles } from './acyclic';
import { type GroupTree, groupTree } from './foldGroups';
import type { BoxItem, FoldedItem, Item, NodeItem, Scene, SceneEdge } from './scene';

export interface FoldOptions {
  /** Ids of groups that are shown open; and, as `single:id`, of groups that are shown apart from their run. */
  readonly opened: ReadonlySet<string>;
  /** Show constants and shape arithmetic. */
  readonly constants: boolean;
}

export const single = (group: string): string => `single:${group}`;

/**
 * Turns a view into what is drawn: repeated groups become one card with their number, open groups become boxes, and
 * hidden nodes go. A group whose card would close a cycle (its members are not convex) is drawn as its nodes.
 */
export function fold(view: GraphView, { opened, constants }: FoldOptions): Scene {
  const nodes = constants ? view.nodes : view.nodes.filter((node) => !node.hidden);
  const tree = groupTree(view, nodes, opened);
  const dissolved = new Set<string>();
  // Groups that stay by themselves: joined to a run they would close a cycle.
  const apart = new Set<string>();
  for (;;) {
    const { scene, bad } = build(view, nodes, tree, opened, { dissolved, apart });
    if (bad.length === 0) return scene;
    const everyone = new Set(view.groups.map((group) => group.id));
    const alone = build(view, nodes, tree, opened, { dissolved, apart: everyone }).bad;
    if (alone.length > 0) for (const group of alone) dissolved.add(group);
    else for (const group of bad) apart.add(group);
  }
}

interface Exceptions {
  /** Groups that are drawn as their nodes. */
  readonly dissolved: ReadonlySet<string>;
  /** Groups that join no run. */
  readonly apart: ReadonlySet<string>;
}

function build(
  view: GraphView,
  nodes: readonly ViewNode[],
  tree: GroupTree,
  opened: ReadonlySet<string>,
  { dissolved, apart }: Exceptions,
): { scene: Scene; bad: string[] } {
  const home = (group: string | null): string | null => {
    let at = tree.homeOf(group);
    while (at !== null && dissolved.has(at)) at = tree.homeOf(tree.byId.get(at)?.parent ?? null);
    return at;
  };
  // The outermost group on a node's way that is closed stands for it.
  const closedAround = (group: string | null): string | null => {
    let closed: string | null = null;
    for (let at = home(group); at !== null; at = home(tree.byId.get(at)?.parent ?? null)) {
      if (!opened.has(at)) closed = at;
    }
    return closed;
  };
  const parentBox = (group: string | null) => home(group);
  const boxes = new Set<string>();
  const holder = new Map<string, string>();
  const members = new Map<string, ViewNode[]>();
  for (const node of nodes) {
    const closed = closedAround(node.group);
    holder.set(node.id, closed ?? node.id);
    if (closed !== null) {
      const list = members.get(closed);
      if (list === undefined) members.set(closed, [node]);
      else list.push(node);
    }
    const from = closed === null ? node.group : (tree.byId.get(closed)?.parent ?? null);
    for (let at = parentBox(from); at !== null; at = parentBox(tree.byId.get(at)?.parent ?? null))
      boxes.add(at);
  }
  const joins = (id: string) => !apart.has(id) && !opened.has(single(id));
  const runs = findRuns(view, tree, members, holder, joins);
  const items: Item[] = [];
  const indexOf = new Map<string, number>();
  const add = (item: Item) => {
    indexOf.set(item.id, items.length);
    items.push(item);
  };
  for (const group of view.groups) {
    if (!boxes.has(group.id)) continue;
    const item: BoxItem = {
      kind: 'box',
      id: group.id,
      label: group.label,
      group: group.id,
      parent: parentBox(group.parent),
    };
    add(item);
  }
  for (const node of nodes) {
    const held = holder.get(node.id);
    if (held === node.id) {
      const item: NodeItem = { kind: 'node', id: node.id, node, parent: parentBox(node.group) };
      add(item);
    } else if (held !== undefined) {
      const run = runs.get(held) ?? [held];
      const id = `fold:${run[0]}`;
      if (!indexOf.has(id))
        add(foldedItem(id, run, tree, members, parentBox(tree.byId.get(held)?.parent ?? null)));
    }
  }
  const itemOf = new Map<string, number>();
  for (const [id, held] of holder) {
    const key = held === id ? id : `fold:${(runs.get(held) ?? [held])[0]}`;
    const index = indexOf.get(key);
    if (index !== undefined) itemOf.set(id, index);
  }
  const edges = liftEdges(view, itemOf);
  return { scene: { items, edges, indexOf, itemOf, step: view.step }, bad: cyclic(items, edges, indexOf) };
}

function foldedItem(
  id: string,
  run: readonly string[],
  tree: GroupTree,
  members: ReadonlyMap<string, readonly ViewNode[]>,
  parent: string | null,
): FoldedItem {
  const all = run.flatMap((group) => members.get(group) ?? []);
  const weight = new Map<OpFamily, number>();
  for (const node of all)
    weight.set(node.family, (weight.get(node.family) ?? 0) + (node.share ?? 0) * 1e12 + node.macs + 1);
  const family = [...weight].reduce((a, b) => (b[1] > a[1] ? b : a), ['other' as OpFamily, 0])[0];
  const first = tree.byId.get(run[0] ?? '')?.label ?? '';
  const last = tree.byId.get(run.at(-1) ?? '')?.label ?? '';
  return {
    kind: 'folded',
    id,
    label: run.length > 1 ? spanLabel(first, last) : first,
    groups: run,
    size: Math.round(all.length / run.length),
    share: all.some((node) => node.share !== null)
      ? all.reduce((sum, node) => sum + (node.share ?? 0), 0)
      : null,
    macs: all.reduce((sum, node) => sum + node.macs, 0),
    bytes: all.reduce((sum, node) => sum + node.bytes, 0),
    family,
    parent,
  };
}

/** `layer.0` and `layer.3` are `layer.0 – 3`. */
function spanLabel(first: string, last: string): string {
  const number = /\d+$/.exec(last)?.[0];
  return number === undefined || first === last ? first : `${first}\u202f–\u202f${number}`;
}

/** Edges between items; several between the same two are one. */
function liftEdges(view: GraphView, itemOf: ReadonlyMap<string, number>): SceneEdge[] {
  const seen = new Set<string>();
  const edges: SceneEdge[] = [];
  for (const edge of view.edges) {
    const from = itemOf.get(edge.from);
    const to = itemOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from}>${to}`;
    if (seen.has(key)) continue;
    seen.add(key);
    edges.push({ from, to });
  }
  return edges;
}

/**
 * Runs of closed groups with the same structure that follow each other: the first feeds the second directly, and
 * nothing outside lies between them. Returns, for each group in a run, the whole run.
 */
function findRuns(
  view: GraphView,
  tree: GroupTree,
  members: ReadonlyMap<string, readonly ViewNode[]>,
  holder: ReadonlyMap<string, string>,
  joins: (group: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, Set<string>>();
  for (const edge of view.edges) {
    const from = holder.get(edge.from);
    const to = holder.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const set = out.get(from);
    if (set === undefined) out.set(from, new Set([to]));
    else set.add(to);
  }
  const keyOf = (id: string): string | null => {
    const group = tree.byId.get(id);
    if (group === undefined || group.repeatKey === null || !members.has(id) || !joins(id)) return null;
    return `${group.parent ?? ''}\n${group.repeatKey}`;
  };
  const next = new Map<string, string>();
  const hasPrevious = new Set<string>();
  for (const id of members.keys()) {
    const key = keyOf(id);
    if (key === null) continue;
    const alike = [...(out.get(id) ?? [])].filter((to) => keyOf(to) === key);
    const follower = alike.find((to) => !hasPrevious.has(to) && !reachesAround(id, to, out));
    if (follower === undefined) continue;
    next.set(id, follower);
    hasPrevious.add(follower);
  }
  const runs = new Map<string, readonly string[]>();
  for (const id of next.keys()) {
    if (hasPrevious.has(id)) continue;
    const run = [id];
    for (let at = next.get(id); at !== undefined && run.length <= members.size; at = next.get(at))
      run.push(at);
    for (const member of run) runs.set(member, run);
  }
  return runs;
}

/** Whether `to` can be reached from `from` through something else. */
function reachesAround(from: string, to: string, out: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>([from]);
  const stack = [...(out.get(from) ?? [])].filter((id) => id !== to);
  // The way around, where there is one, is a short side branch; a long walk leads downstream, past `to`.
  for (let at = stack.pop(), left = 400; at !== undefined && left > 0; at = stack.pop(), left--) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const id of out.get(at) ?? []) stack.push(id);
  }
  return false;
}

/** Groups whose card or box is part of a cycle: at every level, boxes count as one thing. */
function cyclic(
  items: readonly Item[],
  edges: readonly SceneEdge[],
  indexOf: ReadonlyMap<string, number>,
): string[] {
  const targets: number[][] = items.map(() => []);
  const path = (index: number): number[] => {
    const up = [index];
    for (let at = items[index]?.parent ?? null; at !== null; ) {
      const box = indexOf.get(at);
      if (box === undefined) break;
      up.push(box);
      at = items[box]?.parent ?? null;
    }
    return up;
  };
  for (const { from, to } of edges) {
    const up = path(from);
    const down = path(to);
    while (up.length > 1 && down.length > 1 && up.at(-1) === down.at(-1)) {
      up.pop();
      down.pop();
    }
    const a = up.at(-1);
    const b = down.at(-1);
    if (a !== undefined && b !== undefined && a !== b) targets[a]?.push(b);
  }
  const bad: string[] = [];
  for (const members of cycles(items.length, targets)) {
    for (const index of members) {
      const item = items[index];
      if (item?.kind === 'folded') bad.push(...item.groups);
      else if (item?.kind === 'box') bad.push(item.group);
    }
  }
  return bad;
}
