import { CodedError } from '../core';
import { bindAttrs } from './bindAttrs';
import { contentsOf, keyOf, limitCalls } from './calls';
import { Edit } from './edit';
import { Graph } from './graph';
import { functionOf } from './inferPass';
import { mergeType } from './mergeType';
import { constantOfAttrs } from './onnx/constantNode';
import { overloadOf } from './onnx/overload';
import type { Attr, ModelFunction, Node, ValueId } from './types';

/** More nodes than this do not come out of a real model's functions. */
const nodeLimit = 1_000_000;
/** Nor do subgraphs inside one another so deep. */
const depthLimit = 100;

/** What all graphs of a model share while functions are inlined. */
interface Inlining {
  readonly functions: ReadonlyMap<string, ModelFunction>;
  /** Versions of the model, and of domains that only its functions import. */
  readonly opsets: Map<string, number>;
  /** Keys of functions whose calls had to stay. */
  readonly kept: Set<string>;
  /** Made so far: a subgraph that is handed to a function may stand in its body several times, which no count of calls shows. */
  nodes: number;
}

/**
 * The graph with the bodies of its model-local functions in place of their calls, in subgraphs too. A call stays when
 * its function was written for another version of an operator set than the model's, because its operators could then
 * mean something else; functions that nothing calls any more are dropped. The new nodes are not typed: that takes an inference
 * of the whole graph, which knows better than what the file states.
 * @throws CodedError MODEL_LIMIT when functions call each other without end, or too many of them.
 */
export function inlineFunctions(graph: Graph): Graph {
  const { header } = graph;
  if (header.functions.size === 0) return graph;
  limitCalls(graph, nodeLimit);
  const state: Inlining = {
    functions: header.functions,
    opsets: new Map(header.opsets),
    kept: new Set(),
    nodes: 0,
  };
  const { parts } = inlineIn(graph, state, 0);
  const functions = reachable(state);
  return new Graph({ ...parts, header: { ...parts.header, opsets: state.opsets, functions } });
}

/** @param depth how many graphs this one is inside of. */
function inlineIn(graph: Graph, state: Inlining, depth: number): Graph {
  if (depth > depthLimit) throw new CodedError('MODEL_LIMIT', `Subgraphs are nested ${depth} deep.`);
  if (depth > 0) countNodes(graph.size, state);
  const edit = new Edit(graph);
  let changed = false;
  let pending = [...graph.nodes()].map((node) => node.id);
  while (pending.length > 0) {
    const added = new Set<Node['id']>();
    for (const id of pending) {
      // As it is now: a call before it may have given it another input.
      const node = edit.peek().findNode(id);
      if (node === null) continue;
      const attrs = inlineInAttrs(node, state, depth + 1);
      if (attrs !== null) {
        edit.setAttrs(id, attrs);
        changed = true;
      }
      const fn = functionOf(state, node);
      if (fn === null) continue;
      if (!canInline(fn, node, state)) state.kept.add(keyOf(fn));
      else {
        for (const fresh of replaceCall(edit, node, fn, state)) added.add(fresh);
        changed = true;
      }
    }
    pending = [...added];
  }
  return changed ? edit.finish().graph : graph;
}

function inlineInAttrs(node: Node, state: Inlining, depth: number): Map<string, Attr> | null {
  let attrs: Map<string, Attr> | null = null;
  for (const [name, attr] of node.attrs) {
    if (attr.kind !== 'graph' && attr.kind !== 'graphs') continue;
    attrs ??= new Map(node.attrs);
    attrs.set(
      name,
      attr.kind === 'graph'
        ? { ...attr, value: inlineIn(attr.value, state, depth) }
        : { ...attr, value: attr.value.map((body) => inlineIn(body, state, depth)) },
    );
  }
  return attrs;
}

function countNodes(more: number, state: Inlining): void {
  state.nodes += more;
  if (state.nodes > nodeLimit) {
    throw new CodedError('MODEL_LIMIT', `Inlining the model's functions gives more than ${nodeLimit} nodes.`);
  }
}

/** Same versions, no call by overload (a new node cannot say which), and no subgraph of the body reads an input that this call leaves out. */
function canInline(fn: ModelFunction, node: Node, { opsets }: Inlining): boolean {
  for (const [domain, version] of fn.opsets) {
    if ((opsets.get(domain) ?? version) !== version) return false;
  }
  const absent = new Set(fn.body.inputs.filter((_, i) => (node.inputs[i] ?? null) === null));
  return [...fn.body.nodes()].every(
    (inner) => overloadOf(inner) === '' && inner.captures.every((id) => !absent.has(id)),
  );
}

/** Puts the body in place of the call; returns the ids of the nodes it made. */
function replaceCall(edit: Edit, node: Node, fn: ModelFunction, state: Inlining): Node['id'][] {
  for (const [domain, version] of fn.opsets) state.opsets.set(domain, version);
  const body = bindAttrs(fn.body, new Map([...fn.defaults, ...node.attrs]));
  const outer = new Map<ValueId, ValueId>();
  body.inputs.forEach((id, i) => {
    const given = node.inputs[i] ?? null;
    if (given !== null) outer.set(id, given);
  });
  const nodes: Node['id'][] = [];
  const made = new Set<ValueId>();
  for (const id of body.topological()) {
    const inner = body.node(id);
    countNodes(1, state);
    const constant = inner.domain === '' && inner.op === 'Constant' ? constantOfAttrs(inner.attrs) : null;
    const [only] = inner.outputs;
    if (constant !== null && only !== null && only !== undefined) {
      outer.set(only, edit.addConstant(constant));
      continue;
    }
    const outputs = edit.addNode({
      domain: inner.domain,
      op: inner.op,
      inputs: inner.inputs.map((input) => (input === null ? null : (outer.get(input) ?? null))),
      attrs: inner.attrs,
      outputs: inner.outputs.findLastIndex((output) => output !== null) + 1,
      captures: inner.captures.flatMap((capture) => outer.get(capture) ?? []),
      name: nameInside(node, inner),
      untyped: true,
    });
    inner.outputs.forEach((output, slot) => {
      const fresh = outputs[slot];
      if (output === null || fresh === undefined) return;
      outer.set(output, fresh);
      made.add(fresh);
    });
    const producer = edit.peek().producer(outputs[0]);
    if (producer !== null) nodes.push(producer.id);
  }
  node.outputs.forEach((output, slot) => {
    const inner = body.outputs[slot];
    const heir = inner === undefined ? undefined : outer.get(inner);
    if (output === null || heir === undefined) return;
    if (made.has(heir)) keepType(edit, output, heir);
    edit.replace(output, heir);
  });
  edit.sweep([node.id]);
  return nodes;
}

/** What the file states of a call's output holds of the value in its place, and may be all that is ever known of it. */
function keepType(edit: Edit, output: ValueId, heir: ValueId): void {
  const graph = edit.peek();
  const { type, known } = graph.value(heir);
  edit.setType(heir, mergeType(graph.value(output).type, type).type, known);
}

/** The scope of the call, then the node's own name. */
const nameInside = (call: Node, inner: Node): string =>
  [call.name, inner.name].filter((name) => name !== '').join('/');

/** The functions whose calls stayed, and those that they call. */
function reachable({ functions, kept }: Inlining): ReadonlyMap<string, ModelFunction> {
  const found = new Map<string, ModelFunction>();
  const queue = [...kept];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const fn = functions.get(key);
    if (fn === undefined || found.has(key)) continue;
    found.set(key, fn);
    for (const called of contentsOf(fn.body, functions).calls) queue.push(called);
  }
  return found;
}
