import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { gemm } from './matmul';

const kept = (d: Draft, value: ValueId) => d.out(d.op('Relu', [value]));

/** A random Slice of one axis of this size, from either end, also out of bounds. */
export function slice(d: Draft, x: ValueId, axis: number, size: number): ValueId {
  const start = d.random.int(size);
  const end = d.size(start + 1, size);
  const starts = d.ints([d.coin() ? start : start - size]);
  const ends = d.ints([end === size ? d.pick(size, 99) : d.pick(end, end - size)]);
  return d.op('Slice', [x, starts, ends, d.ints([axis])]);
}

/** A Slice of a random axis of a shape. */
function sliceAny(d: Draft, x: ValueId, shape: readonly number[], axes = shape.map((_, i) => i)): ValueId {
  const axis = d.random.pick(axes);
  return slice(d, x, axis, must(shape[axis], 'size'));
}

const everywhere = 'Random ranges of every axis that the conditions admit, from either end.';

/** Rules that move a Slice towards the inputs. */
export const sliceCases: Cases = {
  'turn-gather-into-slice': {
    why: 'One index of rank 0 or 1, from either end, along any axis.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2);
        const axis = d.random.int(shape.length);
        const size = must(shape[axis], 'size');
        const index = d.k(d.pick([], [1]), [d.random.int(2 * size) - size], 'int64');
        kept(d, d.op('Gather', [d.x(shape), index], { axis: d.pick(axis, axis - shape.length) }));
      },
    },
  },
  'move-slice-before-elementwise': {
    why: `${everywhere} Unknown functions stand for all unary operators; operands of every broadcast shape.`,
    classes: {
      unary: (d) => {
        const shape = d.shape(d.size(1, 3), 2);
        const op = d.pick('Relu', 'Tanh', 'Erf', 'Neg', 'Exp', 'Sigmoid', 'Sqrt');
        d.out(sliceAny(d, d.op(op, [d.x(shape)]), shape));
      },
      binary: (d) => {
        const shape = d.shape(d.size(2, 3), 2);
        const other = d.coin() ? d.x(d.narrower(shape)) : d.w(d.narrower(shape));
        d.out(sliceAny(d, d.op(d.pick('Add', 'Sub', 'Mul', 'Div', 'Pow'), [d.x(shape), other]), shape));
      },
      'three operands': (d) => {
        const shape = d.shape(2, 2);
        const made = d.coin()
          ? d.op('Where', [d.x(d.narrower(shape), 'bool'), d.x(shape), d.x(d.narrower(shape))])
          : d.op('Clip', [d.x(shape), d.k([], 0), d.k([], 1)]);
        d.out(sliceAny(d, made, shape));
      },
    },
  },
  'move-slice-before-matmul': {
    why: `${everywhere} Rows, columns and batches, which may broadcast.`,
    classes: {
      any: (d) => {
        const [m, k, n, b] = [d.size(2), d.size(2), d.size(2), d.size(2)];
        const [a, c] = d.pick<readonly (readonly number[])[]>(
          [
            [m, k],
            [k, n],
          ],
          [
            [b, m, k],
            [k, n],
          ],
          [
            [m, k],
            [b, k, n],
          ],
          [
            [b, m, k],
            [b, k, n],
          ],
          [
            [b, 1, m, k],
            [3, k, n],
          ],
        ) as [readonly number[], readonly number[]];
        const product = d.op('MatMul', [d.x(a), d.coin() ? d.x(c) : d.w(c)]);
        const batch = a.length === 4 ? [b, 3] : a.length === 3 || c.length === 3 ? [b] : [];
        d.out(sliceAny(d, product, [...batch, m, n]));
      },
    },
  },
  'move-slice-before-gemm': {
    why: `${everywhere} Rows and columns, every transposition, factor and shape of bias.`,
    classes: {
      any: (d) => {
        const { y, m, n } = gemm(d, { transA: true });
        d.out(sliceAny(d, y, [m, n]));
      },
    },
  },
  'move-slice-before-softmax': {
    why: `${everywhere} Before opset 13, where Softmax flattens, only axes before its own.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        d.out(sliceAny(d, d.op('Softmax', [d.x(shape)], { axis: d.random.int(6) - 3 }), shape));
      },
      'before 13': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          d.out(sliceAny(d, d.op('Softmax', [d.x(shape)], { axis: d.random.int(3) }), shape));
        },
        options: { opset: 12 },
      },
    },
  },
  'move-slice-before-layer-normalization': {
    why: `${everywhere} Every suffix of normalised axes, with and without a shift.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        const axis = d.size(1, 2);
        const tail = shape.slice(axis);
        const norm = d.op('LayerNormalization', d.biased([d.x(shape), d.w(tail)], tail), { axis });
        d.out(sliceAny(d, norm, shape));
      },
    },
  },
  'move-slice-before-transpose': {
    why: `${everywhere} Random permutations of ranks 2 to 4.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 4), 2, 3);
        const perm = d.order(shape.length);
        const moved = perm.map((axis) => must(shape[axis], 'size'));
        d.out(sliceAny(d, d.op('Transpose', [d.x(shape)], { perm }), moved));
      },
    },
  },
  'move-slice-before-reshape': {
    why: `${everywhere} Axes split and joined before, behind and around the sliced one, Unsqueeze and Squeeze.`,
    classes: {
      reshape: (d) => {
        const [a, b, c] = [d.size(2), d.size(2), d.size(2)];
        const [from, to] = d.pick<readonly (readonly number[])[]>(
          [
            [a, b, 2 * c],
            [a, b, 2, c],
          ],
          [
            [a, b, 2, c],
            [a, b, 2 * c],
          ],
          [
            [a * b, c],
            [a, b, c],
          ],
          [
            [a, b, c],
            [a, 1, b * c],
          ],
          [
            [a, b, c],
            [a * b, c],
          ],
        ) as [readonly number[], readonly number[]];
        d.out(sliceAny(d, d.op('Reshape', [d.x(from), d.ints(to)]), to));
      },
      unsqueeze: (d) => {
        const shape = d.shape(2, 2);
        const at = d.random.int(3);
        const to = shape.toSpliced(at, 0, 1);
        d.out(sliceAny(d, d.op('Unsqueeze', [d.x(shape), d.ints([at])]), to));
      },
    },
  },
  'move-slice-before-concat': {
    why: `${everywhere} Two or three parts along any axis, constants among them.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        const axis = d.random.int(3);
        const parts = Array.from({ length: d.size(2, 3) }, () => {
          const part = shape.with(axis, d.size());
          return d.random.int(3) === 0 ? d.w(part) : d.x(part);
        });
        const others = [0, 1, 2].filter((i) => i !== axis);
        d.out(sliceAny(d, d.op('Concat', parts, { axis }), shape, others));
      },
    },
  },
  'take-slice-of-concat-part': {
    why: 'A range that lies in one of two or three parts, along any axis, from either end.',
    classes: {
      any: (d) => {
        const shape = d.shape(2, 2, 3);
        const axis = d.random.int(2);
        const sizes = Array.from({ length: d.size(2, 3) }, () => d.size(1, 3));
        const parts = sizes.map((size) => d.x(shape.with(axis, size)));
        const total = sizes.reduce((n, size) => n + size, 0);
        d.out(slice(d, d.op('Concat', parts, { axis }), axis, total));
      },
    },
  },
};
