import { bindAttrs } from './bindAttrs';
import type { Constant } from './constant';
import type { Graph } from './graph';
import { functionOf, type InferScope, inferPass, scopeOf } from './inferPass';
import { schemaOf } from './ops';
import { entries, isSaturated } from './ops/known';
import type { OpCost } from './ops/schema';
import { length } from './ops/work';
import { parameters, trafficOf } from './traffic';
import type { Node, Value, ValueId } from './types';

/** What one execution of a node takes. */
export interface NodeCost extends OpCost {
  /** Bytes read, every input tensor once; views (Reshape and the like) move nothing. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Elements of the constants that it reads, indices and shapes excepted. */
  readonly params: number;
}

/** The sum over a graph's nodes. Constants that several nodes share count once in `params`. */
export interface GraphCost extends NodeCost {
  /** Nodes whose cost cannot be told (open dimensions, loops of unknown length, unknown operators): counted as 0. */
  readonly unknown: number;
}

const nothing: NodeCost = { macs: 0, flops: 0, bytesRead: 0, bytesWritten: 0, params: 0 };

const add = (a: NodeCost, b: NodeCost, times = 1): NodeCost => ({
  macs: a.macs + times * b.macs,
  flops: a.flops + times * b.flops,
  bytesRead: a.bytesRead + times * b.bytesRead,
  bytesWritten: a.bytesWritten + times * b.bytesWritten,
  params: a.params + b.params,
});

const bodyOf = (node: Node, name: string): Graph | null => {
  const attr = node.attrs.get(name);
  return attr?.kind === 'graph' ? attr.value : null;
};

/** The body of a loop, as often as it runs; null when that is known only at run time. */
function repeated(body: Graph | null, times: number | null, scope: InferScope): NodeCost | null {
  const once = body === null || times === null ? null : whole(body, scope);
  return once === null || times === null ? null : add(nothing, once, times);
}

/**
 * How often a Loop runs: its trip count, where its condition is known to stay true. Loops that end by their condition have the
 * largest number there is as a trip count, or a bound that they hardly ever come to.
 */
function tripsOf(body: Graph | null, [trips, condition]: readonly (Value | null)[]): number | null {
  const first = condition ? entries(condition)?.[0] : 1;
  if (first === 0) return 0;
  const next = body?.outputs[0];
  const goesOn = first === 1 && next !== undefined && entries(body?.value(next))?.[0] === 1;
  const count = goesOn ? entries(trips)?.[0] : undefined;
  return typeof count === 'number' && !isSaturated(count) ? Math.max(0, count) : null;
}

/** Control flow: the dearer branch of an If, a Loop of known trip count, a Scan of known length. */
function controlCost(node: Node, inputs: readonly (Value | null)[], scope: InferScope): NodeCost | null {
  if (node.op === 'If') {
    const costs = ['then_branch', 'else_branch'].map((name) => repeated(bodyOf(node, name), 1, scope));
    const [yes = null, no = null] = costs;
    return yes === null || no === null ? (yes ?? no) : yes.flops > no.flops ? yes : no;
  }
  const body = bodyOf(node, 'body');
  if (node.op === 'Loop') return repeated(body, tripsOf(body, inputs), scope);
  // Version 8 has a batch axis and lengths of its own for each entry of the batch.
  if ((scope.opsets.get('') ?? 1) < 9) return null;
  const axes = node.attrs.get('scan_input_axes');
  const axis = axes?.kind === 'ints' ? Number(axes.value.at(-1) ?? 0) : 0;
  return repeated(body, length(inputs.at(-1), axis), scope);
}

const control = new Set(['If', 'Loop', 'Scan']);

/** The cost of a body, null when a node in it is unknown. */
function whole(body: Graph, scope: InferScope): NodeCost | null {
  const { unknown, ...cost } = sum(body, scope);
  return unknown > 0 ? null : cost;
}

/** The cost of what a node runs inside: a called function or subgraphs; undefined when it runs nothing inside. */
function insideCost(
  node: Node,
  inputs: readonly (Value | null)[],
  scope: InferScope,
): NodeCost | null | undefined {
  const called = functionOf(scope, node);
  if (called === null)
    return node.domain === '' && control.has(node.op) ? controlCost(node, inputs, scope) : undefined;
  // Inferring a body takes from the budget, so that calls of calls end before they have multiplied.
  if (scope.budget.left <= 0 || scope.path.length > 64) return null;
  const inner = { ...scope, opsets: called.opsets, path: [...scope.path, node.id] };
  const body = bindAttrs(called.body, new Map([...called.defaults, ...node.attrs]));
  return whole(inferPass(body, inner, inputs, []).graph, inner);
}

const valueIn =
  (graph: Graph) =>
  (id: ValueId | null): Value | null =>
    id === null ? null : graph.value(id);

/** A node's cost; `params` holds only what lies inside it. */
function costIn(graph: Graph, node: Node, scope: InferScope): NodeCost | null {
  const at = valueIn(graph);
  const inputs = node.inputs.map(at);
  const inside = insideCost(node, inputs, scope);
  if (inside !== undefined) return inside;
  const version = scope.opsets.get(node.domain) ?? 1;
  const schema = schemaOf(node.domain, node.op, version);
  if (schema === null) return null;
  const outputs = node.outputs.map(at);
  const traffic = trafficOf(node, inputs, outputs);
  if (traffic === null) return null;
  const captures = node.captures.map(at);
  const work = schema.cost({ node, version, inputs, captures, inferBody: () => [] }, outputs);
  return work === null ? null : { ...work, ...traffic, params: 0 };
}

function constantsOf(graph: Graph, node: Node, into: Set<Constant>): void {
  for (const id of [...node.inputs, ...node.captures]) {
    const constant = id === null ? null : graph.value(id).constant;
    if (constant !== null) into.add(constant);
  }
}

function parametersIn(constants: ReadonlySet<Constant>): number {
  let count = 0;
  for (const constant of constants) count += parameters(constant);
  return count;
}

function sum(graph: Graph, scope: InferScope): GraphCost {
  let total = nothing;
  let unknown = 0;
  const constants = new Set<Constant>();
  for (const node of graph.nodes()) {
    const cost = costIn(graph, node, scope);
    if (cost === null) unknown++;
    else total = add(total, cost);
    constantsOf(graph, node, constants);
  }
  return { ...total, params: total.params + parametersIn(constants), unknown };
}

/**
 * The work, traffic and parameters of one node of an inferred graph; null when a shape or a number of iterations is
 * not known. Multiply-adds are counted for contractions (convolutions, matrix products, attention, recurrences), as
 * publications count them; `flops` holds everything, a multiply-add as two and an exponential as ten.
 */
export function nodeCost(graph: Graph, node: Node): NodeCost | null {
  const cost = costIn(graph, node, scopeOf(graph));
  if (cost === null) return null;
  const constants = new Set<Constant>();
  constantsOf(graph, node, constants);
  return { ...cost, params: cost.params + parametersIn(constants) };
}

/** The cost of a whole inferred graph; nodes in functions and subgraphs are part of the node that runs them. */
export const graphCost = (graph: Graph): GraphCost => sum(graph, scopeOf(graph));
