import { never } from '../../core';
import { dtypeNumbers } from '../dtype';
import { Graph } from '../graph';
import { overloadOf } from '../onnx/overload';
import type { Dim, ModelFunction, Node, ValueType } from '../types';
import { type AttrHooks, hashAttrs, type WeightsInHash } from './attrs';
import { hashConstant } from './constant';
import { Mixer } from './mixer';

/** Hashes of what produces each value, and one for the whole graph. */
export interface ValueHashes {
  /** Four words for each value id: the hash of the expression that the value is, back to inputs and constants. */
  readonly values: Int32Array;
  readonly graph: Int32Array;
}

/** Numbers symbols by their first appearance, so that their names do not count. */
type Symbols = Map<string, number>;

function mixDims(mixer: Mixer, dims: readonly Dim[] | null, symbols: Symbols): void {
  if (dims === null) {
    mixer.word(-1);
    return;
  }
  mixer.word(dims.length);
  for (const dim of dims) {
    if (typeof dim === 'number') mixer.integer(dim);
    else {
      const number = symbols.get(dim) ?? symbols.size;
      symbols.set(dim, number);
      mixer.word(0x53).word(number);
    }
  }
}

function mixType(mixer: Mixer, type: ValueType | null, symbols: Symbols): void {
  if (type === null) {
    mixer.word(0);
    return;
  }
  mixer.string(type.kind);
  switch (type.kind) {
    case 'tensor':
    case 'sparse':
      mixer.word(dtypeNumbers[type.dtype]);
      mixDims(mixer, type.shape, symbols);
      return;
    case 'sequence':
    case 'optional':
      mixType(mixer, type.element, symbols);
      return;
    case 'map':
      mixer.word(dtypeNumbers[type.key]);
      mixType(mixer, type.value, symbols);
      return;
    default:
      never(type);
  }
}

const opHashes = new Map<string, Int32Array>();

/** Operators are few, so their names are hashed once. */
function hashOp(domain: string, op: string, version: number): Int32Array {
  const key = `${domain}:${op}:${version}`;
  let hash = opHashes.get(key);
  if (hash === undefined) {
    hash = new Mixer().string(domain).string(op).word(version).digest();
    opHashes.set(key, hash);
  }
  return hash;
}

/** How attributes' constants and subgraphs are hashed in a graph. */
export const attrHooks: AttrHooks = {
  constant: hashConstant,
  body: (body: Graph, weights: WeightsInHash): Int32Array => hashBody(body, weights).graph,
};

function mixNode(
  mixer: Mixer,
  node: Node,
  version: number,
  weights: WeightsInHash,
  values: Int32Array,
): void {
  mixer.hash(hashOp(node.domain, node.op, version));
  if (node.attrs.size > 0) mixer.hash(hashAttrs(node.attrs, weights, attrHooks));
  mixer.word(node.inputs.length);
  for (const input of node.inputs) {
    if (input === null) mixer.word(0);
    else mixer.hash(values, input * 4);
  }
  for (const capture of node.captures) mixer.hash(values, capture * 4);
  let asked = node.outputs.length;
  for (const output of node.outputs) asked = (asked << 1) | (output === null ? 0 : 1);
  mixer.word(asked);
  // Beyond 31 outputs their number has been shifted out.
  if (node.outputs.length > 30) mixer.word(node.outputs.length);
  const overload = overloadOf(node);
  if (overload !== '') mixer.string(overload);
}

/** `hashValues` of a graph inside another: functions belong to the model and may well contain calls of each other. */
const hashBody = (body: Graph, weights: WeightsInHash): ValueHashes =>
  hashValues(new Graph({ ...body.parts, header: { ...body.header, functions: none } }), weights);

const none: ReadonlyMap<string, ModelFunction> = new Map();

/**
 * Hashes every value from the inputs down. Inputs count by place and type, captures by place, constants by their
 * content as `weights` says (a Constant node is its constant); names and the order of nodes do not count.
 */
export function hashValues(graph: Graph, weights: WeightsInHash): ValueHashes {
  const values = new Int32Array(4 * graph.valueCapacity);
  const mixer = new Mixer();
  const symbols: Symbols = new Map();
  for (const value of graph.values()) {
    if (value.constant !== null) values.set(hashConstant(value.constant, weights), 4 * value.id);
    else if (value.capture !== null)
      mixer
        .reset()
        .word(21)
        .word(value.capture)
        .write(values, 4 * value.id);
  }
  graph.inputs.forEach((id, place) => {
    const value = graph.value(id);
    if (value.constant !== null) return;
    mixer.reset().word(22).word(place);
    mixType(mixer, value.type, symbols);
    mixer.write(values, 4 * id);
  });
  const { opsets, functions } = graph.header;
  // Sums do not depend on the order of nodes, and count a node that stands there twice twice.
  const sum = new Int32Array(4);
  const hash = new Int32Array(4);
  for (const id of graph.topological()) {
    const node = graph.node(id);
    const first = node.outputs[0];
    if (node.outputs.length === 1 && graph.constant(first) !== null) continue;
    mixNode(mixer.reset(), node, opsets.get(node.domain) ?? 1, weights, values);
    mixer.write(hash);
    for (let lane = 0; lane < 4; lane++) sum[lane] = ((sum[lane] ?? 0) + (hash[lane] ?? 0)) | 0;
    for (const [slot, output] of node.outputs.entries()) {
      if (output !== null)
        mixer
          .reset()
          .hash(hash)
          .word(slot)
          .write(values, 4 * output);
    }
  }
  mixer.reset().hash(sum).word(graph.inputs.length).word(graph.outputs.length);
  for (const id of graph.inputs) mixer.hash(values, 4 * id);
  for (const id of graph.outputs) mixer.hash(values, 4 * id);
  for (const name of [...functions.keys()].sort()) {
    const fn = functions.get(name);
    if (fn === undefined) continue;
    mixer.string(name).hash(hashBody(fn.body, weights).graph);
    if (fn.defaults.size > 0) mixer.hash(hashAttrs(fn.defaults, weights, attrHooks));
  }
  return { values, graph: mixer.digest() };
}
