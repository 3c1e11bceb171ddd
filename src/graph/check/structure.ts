import type { Graph } from '../graph';
import type { Node, NodeId, Use, Value, ValueId } from '../types';

/** Reports what is wrong at a node or value of the graph at hand. */
export type Report = (at: { readonly node?: NodeId; readonly value?: ValueId }, message: string) => void;

const called = (node: Node): string => `${node.op}${node.name === '' ? '' : ` "${node.name}"`}`;

function checkNode(graph: Graph, node: Node, at: number, report: Report): void {
  if (node.id !== at) report({ node: node.id }, `${called(node)} has id ${node.id} in place ${at}`);
  node.inputs.forEach((input, slot) => {
    if (input !== null && graph.findValue(input) === null) {
      report(
        { node: node.id },
        `input ${slot} of ${called(node)} reads value ${input}, which does not exist`,
      );
    }
  });
  node.captures.forEach((input, k) => {
    if (graph.findValue(input) === null) {
      report({ node: node.id }, `capture ${k} of ${called(node)} is value ${input}, which does not exist`);
    }
  });
  if (node.outputs.every((output) => output === null)) {
    report({ node: node.id }, `${called(node)} has no output`);
  }
  node.outputs.forEach((output, slot) => {
    if (output === null) return;
    const value = graph.findValue(output);
    if (value === null) {
      report({ node: node.id }, `output ${slot} of ${called(node)} is value ${output}, which does not exist`);
    } else if (value.producer !== node.id || value.slot !== slot) {
      report(
        { node: node.id, value: output },
        `output ${slot} of ${called(node)} says that output ${value.slot} of node ${value.producer} makes it`,
      );
    }
  });
}

function checkValue(
  graph: Graph,
  value: Value,
  at: number,
  captures: number | null,
  isInput: boolean,
  report: Report,
): void {
  const { id } = value;
  if (id !== at) report({ value: id }, `value ${id} is in place ${at}`);
  if (value.producer !== null && graph.findNode(value.producer)?.outputs[value.slot] !== id) {
    report({ value: id }, `value ${id} is not output ${value.slot} of node ${value.producer}`);
  }
  if (value.producer !== null && isInput) {
    report({ value: id }, `value ${id} is an input of the graph and the output of a node`);
  }
  if (value.capture !== null) {
    if (captures === null) report({ value: id }, `value ${id} is a capture, and the graph is no subgraph`);
    else if (value.capture < 0 || value.capture >= captures) {
      report({ value: id }, `value ${id} stands for capture ${value.capture} of ${captures}`);
    }
    if (value.producer !== null || isInput || value.constant !== null) {
      report({ value: id }, `value ${id} is a capture and something else besides`);
    }
  } else if (value.producer === null && !isInput && value.constant === null) {
    report({ value: id }, `nothing produces value ${id}${value.name === '' ? '' : ` ("${value.name}")`}`);
  }
}

/** Use lists must say exactly what the nodes' inputs and captures say. */
function checkUses(graph: Graph, report: Report): void {
  const expected = new Map<ValueId, Set<number>>();
  // One number for a use: slots are far fewer than 2^20.
  const key = (use: Use): number => use.node * 2 ** 20 + use.slot;
  for (const node of graph.nodes()) {
    for (const [slot, input] of [...node.inputs, ...node.captures].entries()) {
      if (input === null) continue;
      const set = expected.get(input);
      if (set === undefined) expected.set(input, new Set([key({ node: node.id, slot })]));
      else set.add(key({ node: node.id, slot }));
    }
  }
  for (let id = 0; id < graph.valueCapacity; id++) {
    const value = graph.parts.values.get(id);
    const listed = graph.parts.uses.get(id) ?? [];
    if (!value) {
      if (listed.length > 0) report({}, `removed value ${id} still lists uses`);
      continue;
    }
    const set = expected.get(value.id);
    if (listed.length !== (set?.size ?? 0) || listed.some((use) => set?.has(key(use)) !== true)) {
      report({ value: value.id }, `the uses that value ${id} lists are not the nodes that read it`);
    }
  }
}

function checkCycles(graph: Graph, report: Report): void {
  const waiting = new Int32Array(graph.nodeCapacity);
  const ready: Node[] = [];
  let left = 0;
  for (const node of graph.nodes()) {
    left++;
    for (const input of [...node.inputs, ...node.captures]) {
      if (graph.producer(input) !== null) waiting[node.id] = (waiting[node.id] ?? 0) + 1;
    }
    if (waiting[node.id] === 0) ready.push(node);
  }
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    left--;
    for (const output of node.outputs) {
      if (output === null) continue;
      for (const use of graph.uses(output)) {
        waiting[use.node] = (waiting[use.node] ?? 0) - 1;
        if (waiting[use.node] === 0) ready.push(graph.node(use.node));
      }
    }
  }
  if (left === 0) return;
  for (const node of graph.nodes()) {
    if ((waiting[node.id] ?? 0) <= 0) continue;
    report(
      { node: node.id },
      `a cycle passes through or before ${called(node)} (${left} nodes are affected)`,
    );
    return;
  }
}

/**
 * Ids, producers, use lists, interface and cycles. `captures` is how many captures the enclosing node has; null for a
 * graph that encloses itself in nothing. Later checks rely on a graph that has no problem here.
 */
export function checkStructure(graph: Graph, captures: number | null, report: Report): boolean {
  let sound = true;
  const tell: Report = (at, message) => {
    sound = false;
    report(at, message);
  };
  let size = 0;
  for (let at = 0; at < graph.nodeCapacity; at++) {
    const node = graph.parts.nodes.get(at);
    if (!node) continue;
    size++;
    checkNode(graph, node, at, tell);
  }
  if (size !== graph.size) tell({}, `the graph says it has ${graph.size} nodes and has ${size}`);
  const inputs = new Set(graph.inputs);
  for (let at = 0; at < graph.valueCapacity; at++) {
    const value = graph.parts.values.get(at);
    if (value) checkValue(graph, value, at, captures, inputs.has(value.id), tell);
  }
  for (const [what, ids] of [
    ['input', graph.inputs],
    ['output', graph.outputs],
  ] as const) {
    ids.forEach((id, i) => {
      if (graph.findValue(id) === null) tell({}, `${what} ${i} of the graph, value ${id}, does not exist`);
    });
  }
  checkUses(graph, tell);
  if (sound) checkCycles(graph, tell);
  return sound;
}
