import type { Constant, Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { convOf } from './convolution';
import { unaryOps } from './elementwiseOps';
import { intAttr, normalAxis, numbers, rankOf, shapeOf } from './read';

/** Number of channels (axis 1) of a value; null when it is not known. */
export function channelsOf(graph: Graph, id: ValueId): number | null {
  const size = shapeOf(graph, id)?.[1];
  return typeof size === 'number' ? size : null;
}

/** The channels that a Gather picks, in order, as indices from 0; null when it picks along another axis or unknown ones. */
export function pickedChannels(graph: Graph, node: Node): readonly number[] | null {
  const [x = null, indices = null] = node.inputs;
  const rank = rankOf(graph, x);
  if (node.op !== 'Gather' || x === null || rank === null || rankOf(graph, indices) !== 1) return null;
  const channels = channelsOf(graph, x);
  const list = numbers(graph, indices);
  if (channels === null || list === null || normalAxis(intAttr(node, 'axis', 0), rank) !== 1) return null;
  const positive = list.map((i) => (i < 0 ? i + channels : i));
  return positive.every((i) => i >= 0 && i < channels) ? positive : null;
}

export const isPermutation = (indices: readonly number[], count: number): boolean =>
  indices.length === count && new Set(indices).size === count;

/** Where each index went: `inverse(p)[p[i]] === i`. */
export function inverse(permutation: readonly number[]): readonly number[] {
  const result = new Array<number>(permutation.length).fill(0);
  permutation.forEach((from, to) => {
    result[from] = to;
  });
  return result;
}

export const gatherChannels = (b: Builder, x: ValueId, indices: readonly number[]): ValueId =>
  b.node('Gather', [x, b.ints(indices)], { axis: 1 });

/** Entries of a vector, or of an axis 0, in another order. */
const pickedEntries = (b: Builder, c: Constant, indices: readonly number[]): ValueId =>
  b.folded('Gather', [c, b.ints(indices)], { axis: 0 });

/** The order of channels after `Reshape [N, g, C/g, …]`, transposing the two, and flattening them again. */
export const shuffleOrder = (channels: number, groups: number): readonly number[] =>
  Array.from({ length: channels }, (_, k) => (k % groups) * (channels / groups) + Math.floor(k / groups));

const pools = ['MaxPool', 'AveragePool', 'LpPool', 'GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'];

/** Operators that may treat each channel by itself; `channelwise` says whether a node does. */
export const maybeChannelwise: readonly string[] = [...unaryOps, ...pools, 'BatchNormalization', 'Conv'];

/**
 * For a node that computes each channel of its result from the same channel of its first input: the slots of inputs
 * with one constant entry a channel along their axis 0. null: it mixes channels, or its parameters are not constant.
 */
export function channelwise(graph: Graph, node: Node): readonly number[] | null {
  if (node.domain !== '') return null;
  if (node.outputs.slice(1).some((id) => id !== null && (graph.isOutput(id) || graph.uses(id).length > 0))) {
    return null;
  }
  if (unaryOps.includes(node.op) || pools.includes(node.op)) return [];
  const constants = (slots: readonly number[]) =>
    slots.every((slot) => graph.constant(node.inputs[slot]) !== null) ? slots : null;
  if (node.op === 'BatchNormalization') {
    const opset = graph.header.opsets.get('') ?? 1;
    const training = opset >= 7 ? intAttr(node, 'training_mode', 0) === 1 : intAttr(node, 'is_test', 0) === 0;
    return training || intAttr(node, 'spatial', 1) === 0 ? null : constants([1, 2, 3, 4]);
  }
  if (node.op !== 'Conv') return null;
  const conv = convOf(graph, node);
  if (conv === null || conv.group !== conv.channels || conv.filters !== conv.channels) return null;
  return constants(conv.bias === null ? [1] : [1, 2]);
}

/** A channelwise node's inputs over another first input, its parameters in another order. */
export const reordered = (
  b: Builder,
  node: Node,
  slots: readonly number[],
  x: ValueId,
  indices: readonly number[],
): readonly (ValueId | null)[] =>
  node.inputs.map((input, slot) => {
    if (slot === 0) return x;
    return input !== null && slots.includes(slot) ? pickedEntries(b, b.constantOf(input), indices) : input;
  });
