import { CodedError, Vec } from '../../core';
import {
  type Constant,
  type DType,
  Graph,
  literal,
  type Node,
  type NodeId,
  storageBytes,
  type TensorConstant,
  type Use,
  type Value,
  type ValueId,
} from '../../graph';
import { constantBytes } from '../constants';
import { fromNumbers, isPassable } from '../hostTensor';
import { originOf, readersOf } from './passThrough';

/** Integer constants up to this many bytes are shapes and axes, and keep their contents. */
const SMALL = 1024;

/**
 * The nodes as a graph of their own. What they read from outside becomes an input, constants stay constants but large ones get
 * made-up contents (time does not depend on them), and producers over constants alone come along; what only passes a value on
 * is left out. Types are those of `graph`; ids are kept.
 */
export function groupGraph(graph: Graph, members: readonly Node[]): Graph {
  const nodes = withConstantProducers(graph, members).map((node) => readingOrigins(graph, node));
  const own = new Set<NodeId>(nodes.map((node) => node.id));
  const usesOf = new Map<ValueId, Use[]>();
  for (const { id: node, inputs, captures } of nodes) {
    [...inputs, ...captures].forEach((id, slot) => {
      if (id !== null) usesOf.set(id, [...(usesOf.get(id) ?? []), { node, slot }]);
    });
  }
  const inputs: ValueId[] = [];
  const outputs: ValueId[] = [];
  let values = Vec.empty<Value | null>();
  let nodeVec = Vec.empty<Node | null>();
  let uses = Vec.empty<readonly Use[]>();
  const seen = new Set<ValueId>();
  const add = (id: ValueId): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const value = graph.value(id);
    const inside = value.producer !== null && own.has(value.producer);
    const constant = inside ? null : constantFor(value);
    const outer = !inside && constant === null;
    if (outer) inputs.push(id);
    if (inside && members.some((m) => m.id === value.producer)) {
      const readers = readersOf(graph, id);
      if (readers === null || readers.some((reader) => !own.has(reader))) outputs.push(id);
    }
    const producer = inside ? value.producer : null;
    values = values.set(id, {
      ...value,
      name: `v${id}`,
      producer,
      constant,
      known: outer ? null : value.known,
      extra: null,
    });
    uses = uses.set(id, usesOf.get(id) ?? []);
  };
  for (const node of nodes) {
    for (const id of [...node.inputs, ...node.captures, ...node.outputs]) if (id !== null) add(id);
    nodeVec = nodeVec.set(node.id, { ...node, name: `n${node.id}` });
  }
  const header = { ...graph.header, graphName: 'group', extra: null };
  return new Graph({ nodes: nodeVec, values, uses, inputs, outputs, header, size: nodes.length });
}

const readingOrigins = (graph: Graph, node: Node): Node => ({
  ...node,
  inputs: node.inputs.map((id) => (id === null ? null : originOf(graph, id))),
  captures: node.captures.map((id) => originOf(graph, id)),
});

/** With the nodes over constants alone that the members read (weights that are dequantized), before their readers. */
function withConstantProducers(graph: Graph, members: readonly Node[]): Node[] {
  const found = new Map<NodeId, Node>(members.map((node) => [node.id, node]));
  const rooted = (node: Node, depth: number): Node[] | null => {
    const below: Node[] = [node];
    for (const read of [...node.inputs, ...node.captures]) {
      const id = read === null ? null : originOf(graph, read);
      if (id === null || isGiven(graph.value(id))) continue;
      const producer = graph.producer(id);
      const under = producer === null || depth > 8 ? null : rooted(producer, depth + 1);
      if (under === null) return null;
      below.push(...under);
    }
    return below;
  };
  for (const node of members) {
    for (const id of node.inputs) {
      const producer = id === null ? null : graph.producer(originOf(graph, id));
      if (producer === null || found.has(producer.id)) continue;
      for (const under of rooted(producer, 0) ?? []) found.set(under.id, under);
    }
  }
  return [...found.values()].sort((a, b) => graph.rank(a.id) - graph.rank(b.id));
}

/** Constants, and what inference knows the elements of. */
const isGiven = ({ constant, known }: Value): boolean =>
  constant !== null || known?.every((dim) => typeof dim === 'number') === true;

/** A constant to load in a value's stead; null when it must be an input. */
function constantFor({ constant, known, type, name }: Value): TensorConstant | null {
  if (known !== null && type?.kind === 'tensor' && known.every((dim) => typeof dim === 'number')) {
    const shape = type.shape?.every((dim) => typeof dim === 'number') === true ? type.shape : null;
    if (shape !== null) return literal(type.dtype, shape, known, '');
  }
  if (constant === null) return null;
  const { dtype, shape } = constant;
  const small = constantBytes(constant) <= SMALL;
  if (constant.kind === 'tensor' && constant.source.at !== 'external' && small) return constant;
  if (constant.kind === 'applied' && small && !isMadeUp(dtype)) {
    throw new CodedError('RUNTIME_REFUSED', `the contents of ${constant.op} are not known here`);
  }
  return { kind: 'tensor', dtype, shape, name, source: { at: 'bytes', bytes: madeUp(constant) } };
}

const isMadeUp = (dtype: DType): boolean => dtype !== 'int64' && dtype !== 'int32' && dtype !== 'string';

const pools = new Map<DType, Uint8Array>();

/** Positive numbers of a modest size (variances and divisors must be), shared by all constants of a type. */
function madeUp(constant: Constant): Uint8Array {
  const { dtype } = constant;
  const size = constantBytes(constant);
  const pool = pools.get(dtype);
  if (pool !== undefined && pool.byteLength >= size) return pool.subarray(0, size);
  const count = Math.max(4096, Math.ceil((size * 8) / Math.max(1, storageBytes(dtype, 8))));
  const ramp = Float64Array.from({ length: count }, (_, i) => 0.02 + ((i * 7919) % 1000) / 1e4);
  const integers = Float64Array.from({ length: count }, (_, i) => 1 + ((i * 7919) % 7));
  const floats = dtype === 'float32' || dtype === 'float64' || dtype === 'float16';
  const made = isPassable(dtype)
    ? fromNumbers(dtype, floats ? ramp : integers)
    : new Uint8Array(size).fill(1);
  pools.set(dtype, made);
  return made.subarray(0, size);
}
