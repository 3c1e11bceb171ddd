import type { Graph } from '../graph';
import { hashValues } from '../hash/values';
import type { Node, ValueId } from '../types';
import type { Matching } from './matching';

const sameOperator = (b: Node, a: Node): boolean => b.op === a.op && b.domain === a.domain;

/** Pairs the nodes of two lists by key, in order, where both lists have as many of a key (or `uneven`). */
function pairByKey(
  matching: Matching,
  before: readonly Node[],
  after: readonly Node[],
  keyBefore: (node: Node) => string | null,
  keyAfter: (node: Node) => string | null,
  uneven: boolean,
): void {
  const buckets = new Map<string, { readonly b: Node[]; readonly a: Node[] }>();
  const put = (node: Node, key: string | null, side: 'a' | 'b'): void => {
    if (key === null) return;
    const bucket = buckets.get(key) ?? { a: [], b: [] };
    bucket[side].push(node);
    buckets.set(key, bucket);
  };
  for (const node of before) put(node, keyBefore(node), 'b');
  for (const node of after) put(node, keyAfter(node), 'a');
  for (const { b, a } of buckets.values()) {
    if (b.length !== a.length && !uneven) continue;
    b.forEach((node, i) => {
      const partner = a[i];
      if (partner !== undefined) matching.pair(node, partner);
    });
  }
}

/** Nodes in topological order that have no partner yet. */
const ordered = (graph: Graph, taken: ReadonlyMap<number, unknown>): Node[] =>
  graph
    .topological()
    .filter((id) => !taken.has(id))
    .map((id) => graph.node(id));

function hashKey(graph: Graph): (node: Node) => string | null {
  const { values } = hashValues(graph, 'identity');
  return (node) => {
    const output = node.outputs.find((id) => id !== null);
    if (output === undefined || output === null) return null;
    return [0, 1, 2, 3].map((lane) => values[4 * output + lane]).join();
  };
}

/** What a node is by itself: operator, the kinds of its inputs, its output's type. */
function localKey(graph: Graph): (node: Node) => string {
  return (node) => {
    const inputs = node.inputs.map((id) => {
      if (id === null) return '-';
      const constant = graph.constant(id);
      return constant === null ? 'v' : `${constant.dtype}[${constant.shape}]`;
    });
    const output = node.outputs.find((id) => id !== null) ?? null;
    const type = output === null ? null : graph.value(output).type;
    const shape = type?.kind === 'tensor' ? `${type.dtype}[${type.shape}]` : '';
    return `${node.domain}:${node.op}(${inputs.join()})${shape}`;
  };
}

/** Pairs producers of the same input of paired nodes, and the only possible users of the same output. */
function spread(matching: Matching): void {
  const { before, after } = matching;
  const pairProducers = (b: ValueId | null | undefined, a: ValueId | null | undefined): void => {
    const [x, y] = [before.producer(b), after.producer(a)];
    if (x !== null && y !== null && sameOperator(x, y)) matching.pair(x, y);
  };
  const pairUsers = (b: ValueId | null | undefined, a: ValueId | null | undefined): void => {
    if (b === null || b === undefined || a === null || a === undefined) return;
    const usersOf = (graph: Graph, id: ValueId, taken: ReadonlyMap<number, unknown>) =>
      graph.uses(id).filter((use) => !taken.has(use.node));
    const right = usersOf(after, a, matching.backward);
    for (const use of usersOf(before, b, matching.forward)) {
      const user = before.node(use.node);
      const candidates = right.filter(
        (other) => other.slot === use.slot && sameOperator(user, after.node(other.node)),
      );
      const [only] = candidates;
      if (only !== undefined && candidates.length === 1) matching.pair(user, after.node(only.node));
    }
  };
  before.inputs.forEach((id, i) => {
    pairUsers(id, after.inputs[i]);
  });
  before.outputs.forEach((id, i) => {
    pairProducers(id, after.outputs[i]);
  });
  for (let pair = matching.next(); pair !== undefined; pair = matching.next()) {
    const [b, a] = pair;
    b.inputs.forEach((input, slot) => {
      pairProducers(input, a.inputs[slot]);
    });
    b.outputs.forEach((output, slot) => {
      pairUsers(output, a.outputs[slot]);
    });
  }
}

/**
 * Completes a matching by structure: first nodes that compute the same from the inputs on; unless only those are asked
 * for, then neighbours of pairs, nodes that look alike and are as many on both sides, and last names. Linear in the size of the graphs, but for users
 * of one value.
 */
export function matchByStructure(matching: Matching, degree: 'exact' | 'alike'): void {
  const { before, after } = matching;
  const step = (
    keyBefore: (node: Node) => string | null,
    keyAfter: (node: Node) => string | null,
    uneven: boolean,
  ): void => {
    const [b, a] = [ordered(before, matching.forward), ordered(after, matching.backward)];
    pairByKey(matching, b, a, keyBefore, keyAfter, uneven);
    if (degree === 'alike') spread(matching);
  };
  if (matching.free('before').length === 0 || matching.free('after').length === 0) return;
  step(hashKey(before), hashKey(after), true);
  if (degree === 'exact') return;
  step(localKey(before), localKey(after), false);
  const byName = (node: Node): string | null =>
    node.name === '' ? null : `${node.domain}:${node.op}:${node.name}`;
  step(byName, byName, false);
}
