import type { Constant } from '../constant';
import { dimMax } from '../dim';
import { type DType, isInteger } from '../dtype';
import type { Graph } from '../graph';
import type { Dim, Node, TensorType, Value, ValueType } from '../types';
import { bad } from './define';
import { maxKnown } from './layout';
import { readFloats, readInts } from './read';
import type { InferredOutput } from './schema';

/** Anything with a type: a value, an inferred output, or nothing. */
type Typed = { readonly type: ValueType | null } | null | undefined;

export function attrInt(node: Node, name: string, fallback: number): number {
  const attr = node.attrs.get(name);
  return attr?.kind === 'int' ? Number(attr.value) : fallback;
}

export function attrInts(node: Node, name: string): readonly number[] | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'ints' ? attr.value.map(Number) : null;
}

export function attrFloat(node: Node, name: string, fallback: number): number {
  const attr = node.attrs.get(name);
  return attr?.kind === 'float' ? attr.value : fallback;
}

export function attrFloats(node: Node, name: string): readonly number[] | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'floats' ? attr.value : null;
}

/** A string attribute; one that is not UTF-8 counts as absent. */
export function attrString(node: Node, name: string, fallback: string): string {
  const attr = node.attrs.get(name);
  return attr?.kind === 'string' && typeof attr.value === 'string' ? attr.value : fallback;
}

export function attrTensor(node: Node, name: string): Constant | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'tensor' ? attr.value : null;
}

export function attrGraph(node: Node, name: string): Graph | null {
  const attr = node.attrs.get(name);
  return attr?.kind === 'graph' ? attr.value : null;
}

/** The type of a tensor; null for anything else or unknown. */
export function tensor(value: Typed): TensorType | null {
  const type = value?.type;
  return type?.kind === 'tensor' ? type : null;
}

export const shape = (value: Typed): readonly Dim[] | null => tensor(value)?.shape ?? null;
export const dtype = (value: Typed): DType | null => tensor(value)?.dtype ?? null;

/**
 * The contents of a small integer or boolean tensor in row-major order (rank 0: one entry), from a stored constant or from what inference
 * knows; null when it does not. Symbolic entries are dimensions; one whose size no double holds is not known.
 */
export function knownInts(value: Value | null | undefined): readonly Dim[] | null {
  if (!value) return null;
  if (value.known !== null) return value.known;
  if (value.constant !== null) return readInts(value.constant);
  // An empty list of axes is known by its shape alone.
  const type = tensor(value);
  return type !== null && isInteger(type.dtype) && type.shape?.length === 1 && type.shape[0] === 0
    ? []
    : null;
}

/** Like `knownInts`, where every entry is a plain number. */
export function knownNumbers(value: Value | null | undefined): readonly number[] | null {
  const known = knownInts(value);
  return known?.every((entry) => typeof entry === 'number') ? known : null;
}

/** The contents of a small stored floating-point constant, else null. */
export const knownFloats = (value: Value | null | undefined): readonly number[] | null =>
  value?.constant ? readFloats(value.constant) : null;

/** In these types not every number is itself: only small whole ones are followed. */
const isHalf = (element: DType | null): boolean => element === 'float16' || element === 'bfloat16';
/** Whole numbers up to here are exact in bfloat16. */
const exactInHalf = 256;

/** Whether contents may be followed. */
function canFollow(element: DType | null, known: readonly Dim[]): boolean {
  if (known.length > maxKnown) return false;
  return (
    !isHalf(element) ||
    known.every((entry) => Number.isInteger(entry) && Math.abs(Number(entry)) <= exactInHalf)
  );
}

/**
 * Whether an entry of a floating-point tensor is a whole number: symbols are, but for unknown entries and what is made of
 * them, which may be any number there.
 */
export const isWhole = (entry: Dim): boolean =>
  typeof entry === 'string' ? !entry.includes('?$') : Number.isInteger(entry);

/** An output of known element type (null: nothing is known of it). */
export const out = (
  element: DType | null,
  dims: readonly Dim[] | null,
  known: readonly Dim[] | null = null,
): InferredOutput => ({
  type: element === null ? null : { kind: 'tensor', dtype: element, shape: dims },
  known: known === null || !canFollow(element, known) ? null : known,
});

export { maxKnown };

/** Multidirectional (NumPy) broadcasting; null where the rank of one is not known. */
export function broadcast(...shapes: readonly (readonly Dim[] | null)[]): readonly Dim[] | null {
  let result = shapes[0] ?? null;
  for (let i = 1; i < shapes.length; i++) {
    const other = shapes[i] ?? null;
    if (result === null || other === null) return null;
    result = broadcastTwo(result, other);
  }
  return result;
}

function broadcastTwo(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] {
  const rank = Math.max(a.length, b.length);
  const dims = new Array<Dim>(rank);
  for (let i = 1; i <= rank; i++) {
    dims[rank - i] = broadcastDims(a[a.length - i] ?? 1, b[b.length - i] ?? 1);
  }
  return dims;
}

/** One dimension: two symbols that differ become their maximum, since one of them must be 1 unless they are equal. */
export function broadcastDims(x: Dim, y: Dim): Dim {
  if (x === y || y === 1) return x;
  if (x === 1) return y;
  if (typeof x === 'number') {
    if (typeof y === 'number') throw bad(`dimensions ${x} and ${y} do not broadcast`);
    return x;
  }
  return typeof y === 'number' ? y : dimMax(x, y);
}

/** An axis as an index into `rank` dimensions. */
export function normalAxis(axis: number, rank: number): number {
  const index = axis < 0 ? axis + rank : axis;
  if (!(index >= 0 && index < rank)) throw bad(`axis ${axis} is outside a rank of ${rank}`);
  return index;
}

/** Two dimensions that must be equal: the more definite of them. */
export function sameDim(a: Dim, b: Dim, what: string): Dim {
  if (a === b || typeof b === 'string') return a;
  if (typeof a === 'number') throw bad(`${what}: ${a} and ${b} differ`);
  return b;
}
