import type { Graph } from '../graph';
import { hashAttrs } from '../hash/attrs';
import { hashConstant } from '../hash/constant';
import { hexOf, Mixer } from '../hash/mixer';
import { attrHooks } from '../hash/values';
import type { Node, NodeId, ValueId } from '../types';

function mixType(mixer: Mixer, graph: Graph, id: ValueId): void {
  const { type } = graph.value(id);
  if (type === null) mixer.word(0);
  else if (type.kind !== 'tensor') mixer.string(type.kind);
  else {
    mixer.string(type.dtype);
    for (const dim of type.shape ?? ['*']) {
      if (typeof dim === 'number') mixer.number(dim);
      // Unknown dimensions have names of their own in each layer.
      else mixer.string(dim.includes('?') ? '?' : dim);
    }
  }
}

/**
 * What stands at an input from outside: int64 and boolean constants by content, as they are structure; everything else
 * by type, whether a weight is an initializer or comes through an Identity.
 */
function mixOutside(mixer: Mixer, graph: Graph, id: ValueId): void {
  const constant = graph.constant(id);
  if (constant !== null && (constant.dtype === 'int64' || constant.dtype === 'bool')) {
    mixer.hash(hashConstant(constant, 'none'));
  } else mixType(mixer, graph, id);
}

/** What a node is by itself: operator, attributes, constants, types of its outputs. No names, no weights. */
export function nodeToken(graph: Graph, node: Node): string {
  const mixer = new Mixer().string(node.domain).string(node.op);
  mixer.hash(hashAttrs(node.attrs, 'none', attrHooks)).word(node.inputs.length);
  for (const input of node.inputs) {
    if (input === null) mixer.word(1);
    else if (graph.constant(input) !== null) mixOutside(mixer, graph, input);
    else mixer.word(2);
  }
  for (const output of node.outputs) {
    if (output === null) mixer.word(3);
    else mixType(mixer, graph, output);
  }
  return hexOf(mixer.digest());
}

/**
 * The structure of a set of nodes as a text: equal sets have equal wiring inside, equal attributes, and constants and
 * inputs from outside of equal types. Names and weights do not count.
 * @param nodes in topological order, without helpers.
 */
export function groupSignature(graph: Graph, nodes: readonly NodeId[]): string {
  const inner = new Map<ValueId, Int32Array>();
  const mixer = new Mixer();
  const sum = new Int32Array(4);
  for (const id of nodes) {
    const node = graph.node(id);
    mixer.reset().string(node.domain).string(node.op);
    mixer.hash(hashAttrs(node.attrs, 'none', attrHooks)).word(node.inputs.length);
    for (const input of [...node.inputs, ...node.captures]) {
      const local = input === null ? undefined : inner.get(input);
      if (input === null) mixer.word(0);
      else if (local !== undefined) mixer.hash(local);
      else mixOutside(mixer, graph, input);
    }
    const hash = mixer.digest();
    for (let lane = 0; lane < 4; lane++) sum[lane] = ((sum[lane] ?? 0) + (hash[lane] ?? 0)) | 0;
    for (const [slot, output] of node.outputs.entries()) {
      if (output !== null) inner.set(output, mixer.reset().hash(hash).word(slot).digest());
    }
  }
  return hexOf(sum);
}
