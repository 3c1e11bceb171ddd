import { elementCount } from '../../../graph';
import { type Call, input, intAttr, intInput, intsAttr, intsOf, type Kernel } from '../call';
import {
  at,
  broadcastShapes,
  gather,
  ints,
  normalAxis,
  placeIn,
  reals,
  stridesOf,
  type Tensor,
} from '../tensor';

/** The same elements in another shape. */
export const reshaped = <E>(tensor: Tensor<E>, shape: readonly number[]): Tensor<E> =>
  tensor.kind === 'int' ? ints(shape, tensor.data) : reals(shape, tensor.data);

export function transpose<E>(tensor: Tensor<E>, perm: readonly number[]): Tensor<E> {
  const strides = stridesOf(tensor.shape);
  return gather(
    tensor,
    perm.map((axis) => at(tensor.shape, axis)),
    (index) => perm.reduce((place, axis, i) => place + at(index, i) * at(strides, axis), 0),
  );
}

const expand = <E>(tensor: Tensor<E>, shape: readonly number[]): Tensor<E> =>
  gather(tensor, shape, placeIn(tensor.shape));

function targetShape<E>(call: Call<E>, from: readonly number[]): readonly number[] {
  const wanted = intsOf(call, 1, 'shape') ?? [];
  const zeroStays = intAttr(call, 'allowzero', 0) === 0;
  const dims = wanted.map((dim, i) => (dim === 0 && zeroStays ? at(from, i) : dim));
  const rest = dims.reduce((n, dim) => (dim < 0 ? n : n * dim), 1);
  return dims.map((dim) => (dim < 0 ? elementCount(from) / rest : dim));
}

function unsqueezed(shape: readonly number[], axes: readonly number[]): readonly number[] {
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => normalAxis(axis, rank)));
  const rest = [...shape];
  return Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (rest.shift() ?? 1)));
}

function squeezed(shape: readonly number[], axes: readonly number[] | null): readonly number[] {
  if (axes === null) return shape.filter((dim) => dim !== 1);
  const gone = new Set(axes.map((axis) => normalAxis(axis, shape.length)));
  return shape.filter((_, i) => !gone.has(i));
}

function flattened<E>(call: Call<E>, shape: readonly number[]): readonly number[] {
  const axis = normalAxis(intAttr(call, 'axis', 1), shape.length);
  return [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))];
}

/** Blocks of a channel become a patch of the map, in either order of the channel's axes. */
function depthToSpace<E>(call: Call<E>, x: Tensor<E>): Tensor<E> {
  const [n, c, h, w] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2), at(x.shape, 3)];
  const b = intAttr(call, 'blocksize', 1);
  const depth = c / (b * b);
  const mode = call.attrs.get('mode');
  const columnsFirst = mode?.kind === 'string' && mode.value === 'CRD';
  const apart = reshaped(x, columnsFirst ? [n, depth, b, b, h, w] : [n, b, b, depth, h, w]);
  const moved = transpose(apart, columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]);
  return reshaped(moved, [n, depth, h * b, w * b]);
}

function spaceToDepth<E>(call: Call<E>, x: Tensor<E>): Tensor<E> {
  const [n, c, h, w] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2), at(x.shape, 3)];
  const b = intAttr(call, 'blocksize', 1);
  const apart = reshaped(x, [n, c, h / b, b, w / b, b]);
  return reshaped(transpose(apart, [0, 3, 5, 1, 2, 4]), [n, c * b * b, h / b, w / b]);
}

function tiled<E>(call: Call<E>, x: Tensor<E>): Tensor<E> {
  const repeats = intInput(call, 1) ?? [];
  const strides = stridesOf(x.shape);
  return gather(
    x,
    x.shape.map((dim, i) => dim * at(repeats, i)),
    (index) => index.reduce((place, k, i) => place + (k % at(x.shape, i)) * at(strides, i), 0),
  );
}

/** Operators that only place elements anew: Transpose, Reshape and their like, Expand, Tile, DepthToSpace. */
export const layout: Kernel = (call) => {
  const x = input(call, 0);
  const { shape } = x;
  switch (call.op) {
    case 'Transpose':
      return [transpose(x, intsAttr(call, 'perm') ?? shape.map((_, i) => shape.length - 1 - i))];
    case 'Reshape':
      return [reshaped(x, targetShape(call, shape))];
    case 'Flatten':
      return [reshaped(x, flattened(call, shape))];
    case 'Squeeze':
      return [reshaped(x, squeezed(shape, intsOf(call, 1, 'axes')))];
    case 'Unsqueeze':
      return [reshaped(x, unsqueezed(shape, intsOf(call, 1, 'axes') ?? []))];
    case 'Expand':
      return [expand(x, broadcastShapes([shape, intInput(call, 1) ?? []]))];
    case 'Tile':
      return [tiled(call, x)];
    case 'DepthToSpace':
      return [depthToSpace(call, x)];
    default:
      return [spaceToDepth(call, x)];
  }
};

export const layoutOps: readonly string[] =
  'Transpose Reshape Flatten Squeeze Unsqueeze Expand Tile DepthToSpace SpaceToDepth'.split(' ');
