import { assert } from '../../core';
import { elementCount } from '../../graph';

/** A tensor of field elements: what floats become. */
export interface Reals<E> {
  readonly kind: 'real';
  readonly shape: readonly number[];
  readonly data: readonly E[];
  /** What a stored constant holds, for operators that read one as settings (the scales of a Resize). */
  readonly literal?: readonly number[];
}

/** A tensor of whole numbers: integers, and booleans as 0 and 1. */
export interface Ints {
  readonly kind: 'int';
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export type Tensor<E> = Reals<E> | Ints;

export const reals = <E>(shape: readonly number[], data: readonly E[]): Reals<E> => {
  assert(data.length === elementCount(shape), () => `${data.length} elements for [${shape}]`);
  return { kind: 'real', shape, data };
};

export const ints = (shape: readonly number[], data: readonly number[]): Ints => {
  assert(data.length === elementCount(shape), () => `${data.length} elements for [${shape}]`);
  return { kind: 'int', shape, data };
};

/** An array's element that is known to be there. */
export function at<T>(items: readonly T[], index: number): T {
  assert(index >= 0 && index < items.length, () => `element ${index} of ${items.length}`);
  return items[index] as T;
}

/** Row-major strides. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = at(strides, i + 1) * at(shape, i + 1);
  return strides;
}

/** Every index of a shape in row-major order; one array that changes. */
export function* indices(shape: readonly number[]): IterableIterator<readonly number[]> {
  const index = new Array<number>(shape.length).fill(0);
  for (let count = elementCount(shape); count > 0; count--) {
    yield index;
    for (let i = shape.length - 1; i >= 0; i--) {
      const next = at(index, i) + 1;
      index[i] = next === at(shape, i) ? 0 : next;
      if (index[i] !== 0) break;
    }
  }
}

/** A tensor of the same kind whose elements come from these places of another; −1 takes `filling`. */
function take<E>(
  tensor: Tensor<E>,
  shape: readonly number[],
  places: readonly number[],
  filling?: E | number,
): Tensor<E> {
  if (tensor.kind === 'int') {
    const fill = typeof filling === 'number' ? filling : 0;
    return ints(
      shape,
      places.map((i) => (i < 0 ? fill : at(tensor.data, i))),
    );
  }
  return reals(
    shape,
    places.map((i) => {
      if (i >= 0) return at(tensor.data, i);
      assert(filling !== undefined, 'a filling');
      return filling as E;
    }),
  );
}

/** A tensor of this shape whose element at `index` comes from the place `place(index)` of another. */
export const gather = <E>(
  tensor: Tensor<E>,
  shape: readonly number[],
  place: (index: readonly number[]) => number,
  filling?: E | number,
): Tensor<E> =>
  take(
    tensor,
    shape,
    Array.from(indices(shape), (index) => place(index)),
    filling,
  );

/** The place of an index in a shape, with dimensions of 1 and missing ones repeated. */
export function placeIn(shape: readonly number[]): (index: readonly number[]) => number {
  const strides = stridesOf(shape);
  return (index) => {
    const offset = index.length - shape.length;
    let place = 0;
    for (let i = 0; i < shape.length; i++) {
      if (shape[i] !== 1) place += at(index, offset + i) * at(strides, i);
    }
    return place;
  };
}

/** The shape to which shapes broadcast. */
export function broadcastShapes(shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    let size = 1;
    for (const shape of shapes) {
      const dim = shape[i - rank + shape.length] ?? 1;
      assert(dim === size || dim === 1 || size === 1, () => `[${shapes.join('] and [')}] do not broadcast`);
      if (dim !== 1) size = dim;
    }
    return size;
  });
}

export const normalAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);
