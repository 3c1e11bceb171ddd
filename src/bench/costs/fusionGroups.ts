import type { Graph, Node, NodeId, ValueId } from '../../graph';
import { schemaOf } from '../../graph';
import { isPrologue, roleOf } from './operatorClass';
import { originOf, passesOn, readersOf } from './passThrough';

/** A group stays small enough to be timed once and met again. */
const MAX_NODES = 16;

export interface FusionGroups {
  /** Nodes that are timed together, each group in topological order, groups by their last node. */
  readonly groups: readonly (readonly Node[])[];
  /** Nodes that only pass bytes on; they cost next to nothing. */
  readonly views: number;
  /** Values that nodes over constants make: ORT folds them, so that whoever reads them reads a constant. */
  readonly folded: ReadonlySet<ValueId>;
}

/**
 * Parts of a graph that ORT's optimizer works on as one: a convolution with what follows it element by element, the nodes of
 * a LayerNorm or a Gelu that is spelled out. Their time is that of the whole group at level `all`, so a pair that ORT
 * fuses is as cheap as it will be. Left out: what ORT folds (nodes over constants), removes (Identity) or merges
 * (the same operator over the same inputs).
 *
 * Built backwards: a node joins the group of its consumers when they are all in one group that may take it. So a group depends
 * on its own surroundings only, and a rewrite changes few of them.
 */
export function fusionGroups(graph: Graph): FusionGroups {
  const { skipped, folded } = skippedNodes(graph);
  const order = graph.topological();
  const groupOf = new Map<NodeId, Group>();
  const groups: Group[] = [];
  let views = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    const id = order[i];
    if (id === undefined || skipped.has(id)) continue;
    const node = graph.node(id);
    const role = roleOf(node);
    if (role === 'nothing' || passesOn(graph, node)) continue;
    if (role === 'view') {
      views++;
      continue;
    }
    const home =
      role === 'other' || role === 'light' || role === 'anchor' ? host(graph, node, groupOf) : null;
    if (home === null) {
      const group: Group = { nodes: [node], heavy: role !== 'light' };
      groups.push(group);
      groupOf.set(id, group);
    } else {
      home.nodes.push(node);
      home.heavy ||= role === 'anchor';
      groupOf.set(id, home);
    }
  }
  return { groups: groups.reverse().map((group) => group.nodes.reverse()), views, folded };
}

interface Group {
  /** From last to first. */
  readonly nodes: Node[];
  /** It has its heavy operator; what came before that stays outside. */
  heavy: boolean;
}

/** The one group that reads all of a node's outputs and may take it. */
function host(graph: Graph, node: Node, groupOf: ReadonlyMap<NodeId, Group>): Group | null {
  let found: Group | null = null;
  let prologue = true;
  for (const output of node.outputs) {
    if (output === null) continue;
    const readers = readersOf(graph, output);
    if (readers === null) return null;
    for (const reader of readers) {
      const group = groupOf.get(reader) ?? null;
      if (group === null || (found !== null && group !== found)) return null;
      found = group;
      const consumer = graph.node(reader);
      prologue &&= isPrologue(node, consumer) || (scales(graph, node) && consumer.op === 'MatMul');
    }
  }
  if (found === null || found.nodes.length >= MAX_NODES) return null;
  if (prologue) return found;
  const role = roleOf(node);
  return !found.heavy && (role === 'light' || role === 'anchor') ? found : null;
}

/** Multiplication with one number, which ORT moves into a MatMul. */
function scales(graph: Graph, { op, inputs }: Node): boolean {
  if (op !== 'Mul' && op !== 'Div') return false;
  const constant = (input: ValueId | null) => graph.constant(input === null ? null : originOf(graph, input));
  return inputs.some((input) => constant(input)?.shape.every((d) => d === 1) === true);
}

/** Nodes that are gone at level `all`, and the values among theirs that are constants there. */
function skippedNodes(graph: Graph): {
  readonly skipped: ReadonlySet<NodeId>;
  readonly folded: ReadonlySet<ValueId>;
} {
  const skipped = new Set<NodeId>();
  const folded = new Set<ValueId>();
  const first = new Map<string, Node>();
  /** What stands for a value once repeated nodes are merged. */
  const same = new Map<ValueId, ValueId>();
  const isFixed = (id: ValueId): boolean => folded.has(id) || graph.constant(id) !== null;
  for (const id of graph.topological()) {
    const node = graph.node(id);
    const reads = [...node.inputs, ...node.captures];
    const known = node.outputs.every((output) => {
      const contents = output === null ? [] : graph.value(output).known;
      return contents?.every((dim) => typeof dim === 'number') === true;
    });
    const version = graph.header.opsets.get(node.domain) ?? 1;
    const pure = schemaOf(node.domain, node.op, version)?.deterministic === true;
    if (pure && node.op !== 'DequantizeLinear' && (known || reads.every((r) => r === null || isFixed(r)))) {
      skipped.add(id);
      for (const output of node.outputs) if (output !== null) folded.add(output);
      continue;
    }
    if (!pure || node.captures.length > 0) continue;
    if (passesOn(graph, node)) {
      const [from, to] = [node.inputs[0] ?? null, node.outputs[0] ?? null];
      if (from !== null && to !== null) same.set(to, same.get(from) ?? from);
      continue;
    }
    const read = node.inputs.map((r) => (r === null ? '' : (same.get(r) ?? r)));
    const key = `${node.domain}:${node.op}(${read}){${attrsText(node.attrs)}}`;
    const twin = first.get(key);
    if (twin === undefined) {
      first.set(key, node);
    } else if (twin.outputs.length >= node.outputs.length) {
      skipped.add(id);
      node.outputs.forEach((output, slot) => {
        const other = twin.outputs[slot] ?? null;
        if (output !== null && other !== null) same.set(output, same.get(other) ?? other);
      });
    }
  }
  return { skipped, folded };
}

const texts = new WeakMap<Node['attrs'], string>();

/** Attributes as text, names sorted; tensors by type and shape, subgraphs by their operators. Cached by identity. */
export function attrsText(attrs: Node['attrs']): string {
  const known = texts.get(attrs);
  if (known !== undefined) return known;
  const parts = [...attrs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, attr]) => {
      if (attr.kind === 'tensor') return `${name}=${attr.value.dtype}[${attr.value.shape}]`;
      if (attr.kind === 'graph') return `${name}={${[...attr.value.nodes()].map((n) => n.op)}}`;
      if (attr.kind === 'float' || attr.kind === 'floats') return `${name}=${attr.value}`;
      if (attr.kind === 'int' || attr.kind === 'ints' || attr.kind === 'string')
        return `${name}=${attr.value}`;
      return `${name}=${attr.kind}`;
    });
  const text = parts.join(';');
  texts.set(attrs, text);
  return text;
}
