import type { Graph } from '../graph';
import type { Node, NodeId } from '../types';
import { cyclicDrafts } from './cyclic';
import type { Likeness } from './likeness';
import { findRepeats, type Repeat } from './repeats';
import { nodeToken } from './signature';
import { type Draft, isDraft, nodesIn } from './tree';

/** Fewer nodes than this in a row need no blocks. */
const worthBlocks = 24;
/** A repeated stretch of single nodes is worth a block from this length on. */
const minBlock = 6;

/** Numbers for texts, equal for equal ones. */
function interner(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
}

const telling: ReadonlySet<string> = new Set(
  'Conv ConvTranspose MatMul Gemm Attention MultiHeadAttention Softmax LSTM GRU RNN Einsum QLinearConv MatMulInteger ConvInteger LayerNormalization BatchNormalization MaxPool AveragePool Resize Concat'.split(
    ' ',
  ),
);

function blockLabel(graph: Graph, nodes: readonly NodeId[]): string {
  const ops = [...new Set(nodes.map((id) => graph.node(id).op))];
  const chosen = ops.filter((op) => telling.has(op));
  return (chosen.length > 0 ? chosen : ops).slice(0, 3).join(' · ');
}

/** `layer.0` and `layer.11` → `layer.0 … 11`. */
function rangeLabel(first: string, last: string): string {
  const number = /\d+$/.exec(last)?.[0];
  return number === undefined || first === last ? first : `${first} … ${number}`;
}

/** A list of items with stretches of repeats as units, in a run of their own unless `label` is null. */
function wrap(
  items: readonly (NodeId | Draft)[],
  repeats: readonly Repeat[],
  makeUnit: (items: (NodeId | Draft)[]) => Draft,
  label: ((units: readonly Draft[]) => string) | null,
): (NodeId | Draft)[] {
  const result: (NodeId | Draft)[] = [];
  let at = 0;
  for (const { start, period, count } of repeats) {
    result.push(...items.slice(at, start));
    const units: Draft[] = [];
    for (let k = 0; k < count; k++) {
      units.push(makeUnit(items.slice(start + k * period, start + (k + 1) * period)));
    }
    if (label === null) result.push(...units);
    else
      result.push({
        id: `${units[0]?.id ?? ''}×${count}`,
        label: label(units),
        kind: 'repeat',
        items: units,
      });
    at = start + period * count;
  }
  result.push(...items.slice(at));
  return result;
}

/**
 * Blocks among the nodes that lie loose in a group, from stretches of their order: `equal` ones, which become a run, or
 * stretches of the same operators whose sizes differ, which stay blocks of their own.
 */
function foldNodes(
  graph: Graph,
  items: (NodeId | Draft)[],
  isHelper: (node: NodeId) => boolean,
  by: 'equal' | 'operators',
): (NodeId | Draft)[] {
  const visible = items.filter((item) => isDraft(item) || !isHelper(item));
  if (visible.filter((item) => !isDraft(item)).length < worthBlocks) return items;
  const intern = interner();
  const token = (node: Node): string =>
    by === 'equal' ? nodeToken(graph, node) : `${node.domain}:${node.op}:${node.inputs.length}`;
  const tokens = visible.map((item, i) => (isDraft(item) ? -1 - i : intern(token(graph.node(item)))));
  const place = new Map(visible.map((item, i) => [item, i]));
  const cuts = new Int32Array(visible.length + 1);
  for (const [i, item] of visible.entries()) {
    if (isDraft(item)) continue;
    // A value is cut by every boundary between its producer and its last use.
    let last = i;
    for (const output of graph.node(item).outputs) {
      if (output === null) continue;
      for (const use of graph.uses(output)) last = Math.max(last, place.get(use.node) ?? i);
    }
    for (let at = i + 1; at <= Math.min(last, i + 4096); at++) cuts[at] = (cuts[at] ?? 0) + 1;
  }
  const repeats = findRepeats(tokens, minBlock, (at) => cuts[at] ?? 0);
  if (repeats.length === 0) return items;
  const makeUnit = (unit: (NodeId | Draft)[]): Draft => {
    const draft: Draft = { id: '', label: '', kind: 'block', items: unit };
    if (by === 'equal') draft.items = foldNodes(graph, unit, isHelper, by);
    const nodes = nodesIn(draft);
    return { ...draft, id: `~${nodes[0] ?? ''}+${nodes.length}`, label: blockLabel(graph, nodes) };
  };
  // Helpers are left out here; the caller puts them where they are used.
  return wrap(visible, repeats, makeUnit, by === 'equal' ? (units) => units[0]?.label ?? '' : null);
}

/** Runs of equal numbered groups (`layer.0`, `layer.1`, …), also of alternating kinds. */
function foldGroups(draft: Draft, likeness: Likeness): void {
  const groups = draft.items.filter(isDraft);
  if (groups.length < 2) return;
  const intern = interner();
  const stem = ({ label }: Draft): string => label.replace(/\d+/g, '#');
  const keys = likeness.keys(groups, stem);
  const tokens = groups.map((group, i) => {
    if (group.kind !== 'scope' || stem(group) === group.label) return -1 - i;
    return intern(keys[i] ?? '');
  });
  const repeats = findRepeats(tokens, 1);
  if (repeats.length === 0) return;
  const makeUnit = (unit: readonly (NodeId | Draft)[]): Draft => {
    const members = unit.filter(isDraft);
    const [first, last] = [members[0], members.at(-1)];
    if (members.length === 1 && first !== undefined) return first;
    const label = rangeLabel(first?.label ?? '', last?.label ?? '');
    return { id: `${first?.id ?? ''}+${members.length}`, label, kind: 'block', items: members };
  };
  const label = (units: readonly Draft[]): string => {
    const lastOf = (unit: Draft | undefined): Draft | undefined => {
      const inner = unit?.items.at(-1);
      return unit?.kind === 'block' && inner !== undefined && isDraft(inner) ? inner : unit;
    };
    const first = units[0]?.kind === 'block' ? units[0].items.find(isDraft) : units[0];
    return rangeLabel(first?.label ?? '', lastOf(units.at(-1))?.label ?? '');
  };
  const folded = wrap(groups, repeats, makeUnit, label);
  // Each run stands where its first group stood; loose nodes keep their places.
  const standsAt = new Map<Draft, Draft>();
  const known = new Set(groups);
  for (const item of folded.filter(isDraft)) {
    let first = item;
    while (!known.has(first)) {
      const [inner] = first.items;
      if (inner === undefined || !isDraft(inner)) break;
      first = inner;
    }
    standsAt.set(first, item);
  }
  draft.items = draft.items.flatMap((item): (NodeId | Draft)[] => {
    if (!isDraft(item)) return [item];
    const at = standsAt.get(item);
    return at === undefined ? [] : [at];
  });
}

/** Takes apart what was wrapped here and would lie on a cycle as one card; scopes stay as the model has them. */
function untangle(
  graph: Graph,
  items: (NodeId | Draft)[],
  isHelper: (node: NodeId) => boolean,
): (NodeId | Draft)[] {
  const made = (item: NodeId | Draft): item is Draft => isDraft(item) && item.kind !== 'scope';
  let left = items;
  while (left.some(made)) {
    const cyclic = cyclicDrafts(graph, left, isHelper);
    if (![...cyclic].some(made)) break;
    left = left.flatMap((item) => (made(item) && cyclic.has(item) ? item.items : [item]));
  }
  return left;
}

/** Folds every level of a tree: equal numbered groups first, then repeated structure among loose nodes. */
export function fold(
  graph: Graph,
  draft: Draft,
  isHelper: (node: NodeId) => boolean,
  likeness: Likeness,
): void {
  for (const item of draft.items) if (isDraft(item)) fold(graph, item, isHelper, likeness);
  foldGroups(draft, likeness);
  draft.items = untangle(graph, draft.items, isHelper);
  let folded = draft.items;
  for (const by of ['equal', 'operators'] as const) {
    const wrapped = foldNodes(graph, folded, isHelper, by);
    if (wrapped !== folded) folded = untangle(graph, wrapped, isHelper);
  }
  if (folded === draft.items) return;
  // Every helper joins the group that holds its first user, or stays at this level.
  const homes = new Map<NodeId, Draft>();
  const settle = (home: Draft, items: readonly (NodeId | Draft)[]): void => {
    for (const item of items) {
      if (isDraft(item)) settle(item.kind === 'repeat' ? home : item, item.items);
      else homes.set(item, home);
    }
  };
  settle(draft, folded);
  const helpers = draft.items.filter((item): item is NodeId => !isDraft(item) && isHelper(item));
  draft.items = [...folded];
  for (const helper of helpers.reverse()) {
    const users = graph.node(helper).outputs.flatMap((output) => (output === null ? [] : graph.uses(output)));
    const owners = new Set(users.map((use) => homes.get(use.node) ?? draft));
    const [only] = owners;
    const home = owners.size === 1 && only !== undefined ? only : draft;
    homes.set(helper, home);
    home.items.unshift(helper);
  }
}
