import type { Constant, Dim, DType, Graph, Node, ValueId } from '../graph';
import { clampEnd, clampedIntegersOf, numbersOf } from './numbers';

/** Readers that rules share: attributes, shapes, small constants, and inputs that older opsets had as attributes. */

export function intAttr(node: Node, name: string, fallback: number): number {
  const attr = node.attrs.get(name);
  return attr?.kind === 'int' ? Number(attr.value) : fallback;
}

export function intsAttr(node: Node, name: string): readonly number[] | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'ints' ? attr.value.map(Number) : null;
}

export function floatAttr(node: Node, name: string, fallback: number): number {
  const attr = node.attrs.get(name);
  return attr?.kind === 'float' ? attr.value : fallback;
}

export function stringAttr(node: Node, name: string, fallback: string): string {
  const attr = node.attrs.get(name);
  return attr?.kind === 'string' && typeof attr.value === 'string' ? attr.value : fallback;
}

export function shapeOf(graph: Graph, id: ValueId | null | undefined): readonly Dim[] | null {
  if (id === null || id === undefined) return null;
  const type = graph.value(id).type;
  return type?.kind === 'tensor' ? type.shape : null;
}

/** The shape when every dimension is a number, else null. */
export function staticShape(graph: Graph, id: ValueId | null | undefined): readonly number[] | null {
  const shape = shapeOf(graph, id);
  if (shape === null) return null;
  return shape.every((d): d is number => typeof d === 'number') ? (shape as readonly number[]) : null;
}

export function rankOf(graph: Graph, id: ValueId | null | undefined): number | null {
  return shapeOf(graph, id)?.length ?? null;
}

export function dtypeOfValue(graph: Graph, id: ValueId | null | undefined): DType | null {
  if (id === null || id === undefined) return null;
  const type = graph.value(id).type;
  return type?.kind === 'tensor' ? type.dtype : null;
}

export const sameShape = (a: readonly Dim[] | null, b: readonly Dim[] | null): boolean =>
  a !== null && b !== null && a.length === b.length && a.every((d, i) => d === b[i]);

/** The elements of a small constant that is there to be read (at most 4096 elements), else null. */
export function numbers(graph: Graph, id: ValueId | null | undefined): readonly number[] | null {
  const constant = graph.constant(id);
  return constant === null ? null : numbersOf(constant);
}

/** The one element of a constant (of any rank), else null. */
export function scalar(graph: Graph, id: ValueId | null | undefined): number | null {
  const constant = graph.constant(id);
  if (constant === null || constant.shape.some((d) => d !== 1)) return null;
  return numbersOf(constant)?.[0] ?? null;
}

/** The contents of a small integer tensor, from a constant or from what inference knows; else null. */
export function knownInts(graph: Graph, id: ValueId | null | undefined): readonly number[] | null {
  if (id === null || id === undefined) return null;
  const value = graph.value(id);
  if (value.constant !== null) return numbersOf(value.constant);
  const { known } = value;
  if (known === null) return null;
  return known.every((d): d is number => typeof d === 'number') ? (known as readonly number[]) : null;
}

/** A possibly negative axis as an index, or null when it is outside. */
export function normalAxis(axis: number, rank: number): number | null {
  const index = axis < 0 ? axis + rank : axis;
  return index >= 0 && index < rank ? index : null;
}

function normalAxes(axes: readonly number[] | null, rank: number): readonly number[] | null {
  if (axes === null) return null;
  const normal = axes.map((axis) => normalAxis(axis, rank));
  return normal.every((axis): axis is number => axis !== null) ? normal : null;
}

/** The axes of Squeeze, Unsqueeze and the Reduce family, as written (attribute or input); null: none given or not known. */
export function rawAxes(graph: Graph, node: Node): readonly number[] | null {
  return intsAttr(node, 'axes') ?? knownInts(graph, node.inputs[1]);
}

/** Normalised axes of a reduction (ascending); all of them when none are given; null when they cannot be told. */
export function reducedAxes(graph: Graph, node: Node): readonly number[] | null {
  const rank = rankOf(graph, node.inputs[0]);
  if (rank === null) return null;
  const given = rawAxes(graph, node);
  const hasInput = (node.inputs[1] ?? null) !== null;
  if (given === null && hasInput) return null;
  if (given === null || given.length === 0) {
    return intAttr(node, 'noop_with_empty_axes', 0) === 1 ? [] : Array.from({ length: rank }, (_, i) => i);
  }
  return normalAxes(given, rank)?.toSorted((a, b) => a - b) ?? null;
}

/** Normalised axes of a Squeeze; from the shape where none are given. */
export function squeezedAxes(graph: Graph, node: Node): readonly number[] | null {
  const shape = shapeOf(graph, node.inputs[0]);
  if (shape === null) return null;
  const given = rawAxes(graph, node);
  if (given === null && (node.inputs[1] ?? null) !== null) return null;
  if (given !== null) return normalAxes(given, shape.length);
  return shape.every((d) => typeof d === 'number') ? shape.flatMap((d, i) => (d === 1 ? [i] : [])) : null;
}

/** Normalised axes of an Unsqueeze, in the rank of its output. */
export function unsqueezedAxes(graph: Graph, node: Node): readonly number[] | null {
  const rank = rankOf(graph, node.inputs[0]);
  const given = rawAxes(graph, node);
  return rank === null || given === null ? null : normalAxes(given, rank + given.length);
}

export interface SliceSpec {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly axes: readonly number[];
  readonly steps: readonly number[];
}

function sliceInts(graph: Graph, id: ValueId | null | undefined): readonly number[] | null {
  const constant = graph.constant(id);
  return constant === null ? (knownInts(graph, id)?.map(clampEnd) ?? null) : clampedIntegersOf(constant);
}

/** A Slice's numbers with normalised axes, its own starts and ends (huge ones clamped); null when they cannot be told. */
export function sliceOf(graph: Graph, node: Node): SliceSpec | null {
  const rank = rankOf(graph, node.inputs[0]);
  if (rank === null) return null;
  const read = (slot: number, name: string): readonly number[] | null =>
    (node.inputs[slot] ?? null) === null
      ? (intsAttr(node, name)?.map(clampEnd) ?? null)
      : sliceInts(graph, node.inputs[slot]);
  const starts = read(1, 'starts');
  const ends = read(2, 'ends');
  if (starts === null || ends === null) return null;
  const hasAxes = (node.inputs[3] ?? null) !== null || node.attrs.has('axes');
  const hasSteps = (node.inputs[4] ?? null) !== null;
  const axes = hasAxes ? normalAxes(read(3, 'axes'), rank) : starts.map((_, i) => i);
  const steps = hasSteps ? read(4, 'steps') : starts.map(() => 1);
  return axes === null || steps === null ? null : { starts, ends, axes, steps };
}

/** Sizes of a Split's outputs and its normalised axis; null when they cannot be told. */
export function splitOf(graph: Graph, node: Node): { axis: number; sizes: readonly number[] } | null {
  const shape = shapeOf(graph, node.inputs[0]);
  if (shape === null) return null;
  const axis = normalAxis(intAttr(node, 'axis', 0), shape.length);
  if (axis === null) return null;
  const hasInput = (node.inputs[1] ?? null) !== null;
  const given = hasInput ? knownInts(graph, node.inputs[1]) : intsAttr(node, 'split');
  if (given !== null) return { axis, sizes: given };
  const extent = shape[axis];
  if (hasInput || typeof extent !== 'number') return null;
  const count = node.outputs.length;
  const chunk = Math.ceil(extent / count);
  return { axis, sizes: node.outputs.map((_, i) => Math.min(chunk, extent - chunk * i)) };
}

/** A Pad's amounts (begins, then ends, for every axis), or null when they cannot be told. */
export function padsOf(graph: Graph, node: Node): readonly number[] | null {
  const rank = rankOf(graph, node.inputs[0]);
  const given = node.inputs.length > 1 ? knownInts(graph, node.inputs[1]) : intsAttr(node, 'pads');
  if (rank === null || given === null) return null;
  if ((node.inputs[3] ?? null) === null) return given.length === 2 * rank ? given : null;
  const axes = normalAxes(knownInts(graph, node.inputs[3]), rank);
  if (axes === null || given.length !== 2 * axes.length) return null;
  const pads = new Array<number>(2 * rank).fill(0);
  axes.forEach((axis, i) => {
    pads[axis] = given[i] ?? 0;
    pads[rank + axis] = given[axes.length + i] ?? 0;
  });
  return pads;
}

/** The permutation of a Transpose; the reversal where none is given. */
export function permOf(graph: Graph, node: Node): readonly number[] | null {
  const given = intsAttr(node, 'perm');
  if (given !== null) return given;
  const rank = rankOf(graph, node.inputs[0]);
  return rank === null ? null : Array.from({ length: rank }, (_, i) => rank - 1 - i);
}

/** Whether every element of a constant is this number; false where it cannot be read. */
export const isFilledWith = (constant: Constant | null, value: number): boolean =>
  constant !== null && (numbersOf(constant)?.every((n) => n === value) ?? false);
