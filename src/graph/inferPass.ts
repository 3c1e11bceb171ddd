import { CodedError, Vec } from '../core';
import { bindAttrs } from './bindAttrs';
import { Graph } from './graph';
import { mergeType } from './mergeType';
import { overloadOf } from './onnx/overload';
import { schemaOf } from './ops';
import { entries } from './ops/known';
import type { InferredOutput } from './ops/schema';
import type { Problem } from './problem';
import type { Attr, Dim, ModelFunction, Node, NodeId, Value, ValueId } from './types';

/** What holds for a whole inference: versions and functions that names resolve to, and a bound on its work. */
export interface InferScope {
  readonly opsets: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, ModelFunction>;
  /** Node inferences left in bodies: nested calls and loops could otherwise multiply without bound. */
  readonly budget: { left: number };
  readonly path: readonly NodeId[];
}

/** Inferred bodies of one node, by the body as it stands in the node's attributes. */
export type InferredBodies = Map<Graph, { readonly graph: Graph; readonly problems: readonly Problem[] }>;

type Outputs = readonly (InferredOutput | null)[];

export const scopeOf = (graph: Graph): InferScope => ({
  opsets: graph.header.opsets,
  functions: graph.header.functions,
  budget: { left: 200_000 },
  path: [],
});

/** The model-local function that a node calls; null when there is none. */
export const functionOf = (scope: Pick<InferScope, 'functions'>, node: Node): ModelFunction | null =>
  scope.functions.size === 0
    ? null
    : (scope.functions.get(`${node.domain}:${node.op}:${overloadOf(node)}`) ?? null);

function callFunction(
  f: ModelFunction,
  node: Node,
  inputs: readonly (Value | null)[],
  scope: InferScope,
): Outputs {
  const body = bindAttrs(f.body, new Map([...f.defaults, ...node.attrs]));
  const inner: InferScope = { ...scope, opsets: f.opsets, path: [...scope.path, node.id] };
  const { graph } = inferPass(body, inner, inputs, []);
  return graph.outputs.map((output) => graph.findValue(output));
}

/**
 * Types and known contents of one node's outputs. Bodies of subgraphs are inferred on the way and, when `bodies` is
 * given, recorded in it.
 * @throws CodedError when the operator's specification does not allow these inputs.
 */
export function inferOne(
  node: Node,
  scope: InferScope,
  value: (id: ValueId) => Value | null,
  bodies: InferredBodies | null,
): Outputs {
  const inputs = node.inputs.map((id) => (id === null ? null : value(id)));
  const called = functionOf(scope, node);
  if (called !== null) {
    if (scope.budget.left <= 0 || scope.path.length > 64) return node.outputs.map(() => null);
    return callFunction(called, node, inputs, scope);
  }
  const version = scope.opsets.get(node.domain) ?? 1;
  const schema = schemaOf(node.domain, node.op, version);
  if (schema === null) return node.outputs.map(() => null);
  const captures = node.captures.map(value);
  const inferBody = (body: Graph, bodyInputs: Outputs): Outputs => {
    if (scope.budget.left <= 0) return body.outputs.map(() => null);
    const inferred = inferPass(body, { ...scope, path: [...scope.path, node.id] }, bodyInputs, captures);
    bodies?.set(body, inferred);
    return inferred.graph.outputs.map((output) => inferred.graph.findValue(output));
  };
  return schema.infer({ node, version, inputs, captures, inferBody });
}

const bodiesIn = (node: Node): Graph[] =>
  [...node.attrs.values()].flatMap((attr) =>
    attr.kind === 'graph' ? [attr.value] : attr.kind === 'graphs' ? [...attr.value] : [],
  );

/** The node's attributes with the inferred bodies in place of the given ones. */
function withBodies(node: Node, bodies: InferredBodies): Node {
  if ([...bodies].every(([body, inferred]) => inferred.graph === body)) return node;
  const swap = (body: Graph): Graph => bodies.get(body)?.graph ?? body;
  let attrs: Map<string, Attr> | null = null;
  for (const [name, attr] of node.attrs) {
    if (attr.kind !== 'graph' && attr.kind !== 'graphs') continue;
    attrs ??= new Map(node.attrs);
    attrs.set(
      name,
      attr.kind === 'graph' ? { ...attr, value: swap(attr.value) } : { ...attr, value: attr.value.map(swap) },
    );
  }
  return attrs === null ? node : { ...node, attrs };
}

const sameDims = (x: readonly Dim[] | null, y: readonly Dim[] | null): boolean =>
  x === y || (x !== null && y !== null && x.length === y.length && x.every((dim, i) => dim === y[i]));

/** A value with what is now known of it; the same object when nothing is new. */
function learn(value: Value, found: InferredOutput | null, report: (message: string) => void): Value {
  if (value.constant !== null) {
    const { dtype, shape } = value.constant;
    found = { type: { kind: 'tensor', dtype, shape }, known: found?.known ?? null };
  }
  const { type, contradiction } = mergeType(value.type, found?.type ?? null);
  if (contradiction !== null) report(contradiction);
  const known = sameDims(found?.known ?? null, value.known) ? value.known : (found?.known ?? value.known);
  return type === value.type && known === value.known ? value : { ...value, type, known };
}

/**
 * One pass over a graph in topological order. `inputs` are what is known of the graph's inputs from outside (null:
 * nothing), `captures` the enclosing node's.
 */
export function inferPass(
  graph: Graph,
  scope: InferScope,
  inputs: Outputs,
  captures: readonly (Value | null)[],
): { readonly graph: Graph; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const values = [...graph.parts.values].map((value) => value ?? null);
  const nodes: (Node | null)[] = [];
  let changedValues = false;
  const update = (id: ValueId, found: InferredOutput | null): void => {
    const value = values[id] ?? null;
    if (value === null) return;
    const learned = learn(value, found, (message) => {
      problems.push({ path: scope.path, node: value.producer, value: id, message });
    });
    if (learned === value) return;
    values[id] = learned;
    changedValues = true;
  };
  for (const value of values) {
    if (value === null) continue;
    if (value.capture !== null) {
      const captured = captures[value.capture] ?? null;
      // A captured constant is no constant of the body, but its contents are known there all the same.
      update(value.id, captured && { type: captured.type, known: entries(captured) });
    } else if (value.constant !== null) update(value.id, null);
  }
  graph.inputs.forEach((id, i) => {
    update(id, inputs[i] ?? null);
  });
  const lookUp = (id: ValueId): Value | null => values[id] ?? null;
  for (const id of graph.topological()) {
    const node = graph.node(id);
    const bodies: InferredBodies = new Map();
    let found: Outputs = [];
    scope.budget.left--;
    try {
      found = inferOne(node, scope, lookUp, bodies);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      problems.push({ path: scope.path, node: id, value: null, message: error.message });
    }
    node.outputs.forEach((output, slot) => {
      if (output !== null) update(output, found[slot] ?? null);
    });
    for (const body of bodiesIn(node)) {
      // A body that no schema asked for is still inferred from what it captures, but says nothing of its problems:
      // the branch that a known condition never takes may well be one that could not run.
      if (!bodies.has(body) && scope.budget.left > 0) {
        const inner = { ...scope, path: [...scope.path, id] };
        const { graph: typed } = inferPass(body, inner, [], node.captures.map(lookUp));
        bodies.set(body, { graph: typed, problems: [] });
      }
    }
    if (bodies.size > 0) {
      for (const { problems: inner } of bodies.values()) problems.push(...inner);
      const changed = withBodies(node, bodies);
      if (changed !== node) nodes[id] = changed;
    }
  }
  if (nodes.length === 0 && !changedValues) return { graph, problems };
  const parts = {
    ...graph.parts,
    values: changedValues ? Vec.from(values) : graph.parts.values,
    nodes:
      nodes.length > 0
        ? Vec.from([...graph.parts.nodes].map((node, id) => nodes[id] ?? node ?? null))
        : graph.parts.nodes,
  };
  return { graph: new Graph(parts), problems };
}
