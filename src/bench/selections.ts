import { type Graph, isFloat, type Node, type NodeId, type ValueId } from '../graph';
import { rearranging } from './rearranging';
import type { Probe } from './withProbes';

/** Operators whose outputs have a size that depends on what they are given; those with subgraphs may hold such operators. */
const selecting = new Set(['NonMaxSuppression', 'NonZero', 'Compress', 'Unique', 'If', 'Loop', 'Scan']);

/** Operators to which the numbers that they are given are all the same. */
const blind = new Set(['Shape', 'Size']);

/** Numbers that decide which elements a graph selects, in two graphs that should decide alike. */
export interface SelectionProbes {
  readonly original: readonly Probe[];
  readonly rewritten: readonly Probe[];
  /** Whether any of them stands in for an empty output. */
  readonly ofEmpty: boolean;
}

/**
 * What is selected by: of each selecting operator above the empty outputs the floating-point numbers that it reads, through
 * comparisons and casts, as far as the rewritten graph still has these nodes; beyond that the nearest numbers before them that
 * it still has. A detector that finds nothing in random inputs has empty outputs, which say nothing of the network before
 * them; these numbers do. Of outputs with few whole numbers or truth values, which say hardly more (a classifier may give one class
 * whatever it sees), it is what they are made of.
 */
export function selectionProbes(
  original: Graph,
  rewritten: Graph,
  { empty, few }: { readonly empty: ReadonlySet<string>; readonly few: ReadonlySet<string> },
): SelectionProbes {
  const pairs = new Map<ValueId, ValueId>();
  const seen = new Set<ValueId>();
  const counterpart = isRewritten(original, rewritten) ? sameById : sameByName;
  /** @param other what the rewritten graph has in its stead; null where that is not known */
  const pair = (one: ValueId | null, other: ValueId | null): void => {
    if (one === null || seen.has(one)) return;
    seen.add(one);
    const { type, constant } = original.value(one);
    const above = original.producer(one);
    if (constant !== null || above === null) return;
    const same = counterpart(above, rewritten);
    const there = other ?? same?.outputs[above.outputs.indexOf(one)] ?? null;
    const shape = shapeOf(original, one);
    const comparable = there !== null && shape !== null && shape === shapeOf(rewritten, there);
    if (comparable && !isWhole(original, one) && type?.kind === 'tensor' && isFloat(type.dtype))
      pairs.set(one, there);
    else pairInputs(above, same);
  };
  const pairInputs = (one: Node, other: Node | null): void => {
    if (blind.has(one.op)) return;
    const others = other === null ? [] : inputsOf(other);
    const reads = inputsOf(one);
    reads.forEach((read, i) => {
      pair(read, others.length === reads.length ? (others[i] ?? null) : null);
    });
  };
  for (const id of original.outputs) {
    const node = few.has(original.value(id).name) ? original.producer(id) : null;
    if (node !== null) pairInputs(node, counterpart(node, rewritten));
  }
  const ofFew = pairs.size;
  for (const id of ancestorsOf(original, empty)) {
    const node = original.node(id);
    if (selects(node)) pairInputs(node, counterpart(node, rewritten));
  }
  const named = [...pairs].map(([one, other], i) => ({ one, other, name: `probe ${i} of what is selected` }));
  return {
    original: named.map(({ one, name }) => ({ value: one, name })),
    rewritten: named.map(({ other, name }) => ({ value: other, name })),
    ofEmpty: pairs.size > ofFew,
  };
}

/** Functions whose values are whole numbers, and operators that make whole numbers of whole ones. */
const rounding = new Set(['Round', 'Floor', 'Ceil', 'Sign']);
const keepsWhole = new Set([
  ...rearranging,
  ...['Add', 'Sub', 'Mul', 'Neg', 'Relu', 'Clip', 'Max', 'Min'],
  ...['ReduceSum', 'ReduceMax', 'ReduceMin', 'CumSum', 'Where'],
]);

/**
 * Whether numbers are steps already, and so fall the other way by a whole one: what they were rounded from is to be compared.
 * Constants count as steps.
 */
function isWhole(graph: Graph, id: ValueId, depth = 8): boolean {
  const { type, constant } = graph.value(id);
  if (constant !== null || (type?.kind === 'tensor' && !isFloat(type.dtype))) return true;
  const node = graph.producer(id);
  if (node === null || node.domain !== '' || depth === 0) return false;
  if (rounding.has(node.op)) return true;
  const reads = node.op === 'Cast' || keepsWhole.has(node.op) ? node.inputs : [];
  return reads.length > 0 && reads.every((read) => read === null || isWhole(graph, read, depth - 1));
}

const selects = ({ domain, op }: Node): boolean => domain === '' && selecting.has(op);

const shapeOf = (graph: Graph, id: ValueId): string | null => {
  const { type } = graph.value(id);
  return type?.kind === 'tensor' && type.shape !== null ? type.shape.join() : null;
};

/** Whether one graph was made of the other by rewrites, which keep the ids of what they leave alone. */
const isRewritten = (original: Graph, other: Graph): boolean =>
  [...original.nodes()].some((node) => other.findNode(node.id)?.attrs === node.attrs);

/** The same node; names say nothing here, since what a rewrite makes takes over the name of what it replaces. */
function sameById({ id, op, name, attrs }: Node, graph: Graph): Node | null {
  const own = graph.findNode(id);
  return own !== null && own.op === op && (own.attrs === attrs || own.name === name) ? own : null;
}

/** The only node of this kind and name in a graph from elsewhere. */
function sameByName({ op, name }: Node, graph: Graph): Node | null {
  if (name === '') return null;
  const named = [...graph.nodes()].filter((node) => node.op === op && node.name === name);
  return named.length === 1 ? (named[0] ?? null) : null;
}

const inputsOf = (node: Node): (ValueId | null)[] => [...node.inputs, ...node.captures];

function ancestorsOf(graph: Graph, outputs: ReadonlySet<string>): Set<NodeId> {
  const found = new Set<NodeId>();
  const open = graph.outputs.filter((id) => outputs.has(graph.value(id).name));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = graph.producer(id);
    if (node === null || found.has(node.id)) continue;
    found.add(node.id);
    for (const input of inputsOf(node)) if (input !== null) open.push(input);
  }
  return found;
}
