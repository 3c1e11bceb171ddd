import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { conv, windows } from './conv';

const swap = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));

/** A Transpose that swaps the last two axes, or now and then another one. */
function turned(d: Draft, x: ValueId, rank: number): ValueId {
  return d.op('Transpose', [x], { perm: d.random.int(4) === 0 ? d.order(rank) : swap(rank) });
}

const gemmAttrs = (d: Draft) => ({ alpha: { float: d.pick(1, 0.5) }, beta: { float: d.pick(1, 2) } });
const bias = (d: Draft, m: number, n: number): readonly ValueId[] =>
  d.coin() ? [] : [d.w(d.pick<readonly number[]>([n], [1, n], [m, 1], [1], []))];

/** A Gemm of x with constant weights, its bias a row or something else. */
function dense(
  d: Draft,
  x: ValueId,
  transB: number,
  k: number,
  attrs: ReturnType<typeof gemmAttrs>,
): ValueId {
  const n = d.size(1, 3);
  const c = d.random.int(3) === 0 ? [] : [d.w(d.pick<readonly number[]>([n], [1, n], [1], [], [2, 1]))];
  return d.op('Gemm', [x, d.w(transB ? [n, k] : [k, n]), ...c], { transB, ...attrs });
}

/** Rules that move Transposes through products, and others of products and parts. */
export const turnCases: Cases = {
  'absorb-transpose-into-gemm': {
    why: 'Either operand or both turned, read transposed or not, with every shape of bias.',
    classes: {
      any: (d) => {
        const [transA, transB] = [d.random.int(2), d.random.int(2)];
        const operand = () =>
          d.coin() ? d.x([2, 2]) : d.op('Transpose', [d.x([2, 2])], { perm: d.order(2) });
        const operands = [operand(), operand(), ...bias(d, 2, 2)];
        d.out(d.op('Gemm', operands, { transA, transB, ...gemmAttrs(d) }));
      },
      rectangles: (d) => {
        const [m, k, n] = [d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        const b = d.coin() ? d.x([k, n]) : d.op('Transpose', [d.x([n, k])], { perm: [1, 0] });
        const a = d.op('Transpose', [d.x([k, m])], d.coin() ? {} : { perm: [1, 0] });
        d.out(d.op('Gemm', [a, b, ...bias(d, m, n)], gemmAttrs(d)));
      },
    },
  },
  'absorb-transpose-into-gemm-weights': {
    why: 'Weights of any size, with every shape of bias and factors.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(1, 3), 2, 2];
        const attrs = { transB: d.random.int(2), transA: d.random.int(2), ...gemmAttrs(d) };
        const x = d.x(attrs.transA ? [k, m] : [m, k]);
        d.out(d.op('Gemm', [x, d.w([n, k]), ...bias(d, m, n)], attrs));
      },
    },
  },
  'move-transpose-before-matmul': {
    why: 'Matrices and stacks of them that broadcast, constant and not; other permutations beside.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        const [left, right] = [d.pick([], [2], [1]), d.pick([], [2], [1])];
        const b = d.coin() ? d.x([...right, k, n]) : d.w([...right, k, n]);
        const product = d.op('MatMul', [d.x([...left, m, k]), b]);
        d.out(turned(d, product, 2 + Math.max(left.length, right.length)));
      },
    },
  },
  'move-transpose-behind-matmul': {
    why: 'Matrices and stacks of them that broadcast, turned or constant; other permutations beside.',
    classes: {
      any: (d) => {
        const [left, right] = [d.pick([], [2], [1]), d.pick([], [2], [1])];
        const operand = (batch: readonly number[]) =>
          d.random.int(3) === 0 ? d.w([...batch, 2, 2]) : turned(d, d.x([...batch, 2, 2]), batch.length + 2);
        d.out(d.op('MatMul', [operand(left), operand(right)]));
      },
      rectangles: (d) => {
        const [m, k, n] = [d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        const a = d.op('Transpose', [d.x([k, m])], { perm: [1, 0] });
        const b = d.coin() ? d.w([k, n]) : d.op('Transpose', [d.x([n, k])], { perm: [1, 0] });
        d.out(d.op('MatMul', [a, b]));
      },
    },
  },
  'move-transpose-behind-row-product': {
    why: 'Permutations of ranks 2 to 4 that leave the last axis and others, over rows of one length.',
    classes: {
      any: (d) => {
        const rank = d.size(2, 4);
        const shape = [...d.shape(rank - 1, 2, 3), 2];
        const perm = d.coin() ? [...d.order(rank - 1), rank - 1] : d.order(rank);
        const moved = perm.map((axis) => must(shape[axis], 'size'));
        const k = must(moved.at(-1), 'length');
        const w = d.coin() ? d.w([k, d.size(1, 3)]) : d.x([k, d.size(1, 3)]);
        d.out(d.op('MatMul', [d.op('Transpose', [d.x(shape)], { perm }), w]));
      },
      stacks: (d) => {
        const x = d.op('Transpose', [d.x([2, 2, 2])], { perm: [1, 0, 2] });
        d.out(d.op('MatMul', [x, d.x(d.pick([2, 2], [2, 2, 2]))]));
      },
    },
  },
  'move-transpose-before-row-product': {
    why: 'Permutations of ranks 2 to 4 that leave the last axis and others, over rows of one length.',
    classes: {
      any: (d) => {
        const rank = d.size(2, 4);
        const k = d.size(1, 3);
        const shape = [...d.shape(rank - 1, 2, 3), k];
        const product = d.op('MatMul', [d.x(shape), d.coin() ? d.w([k, 2]) : d.x([k, 2])]);
        d.out(
          d.op('Transpose', [product], { perm: d.coin() ? [...d.order(rank - 1), rank - 1] : d.order(rank) }),
        );
      },
      stacks: (d) => {
        const product = d.op('MatMul', [d.x([2, 2, 2]), d.x(d.pick([2, 2], [2, 2, 2]))]);
        d.out(d.op('Transpose', [product], { perm: [1, 0, 2] }));
      },
    },
  },
  'merge-gemms-sharing-input': {
    why: 'Two or three Gemms of any widths, with and without biases of every shape, read transposed or not, with factors.',
    classes: {
      any: (d) => {
        const [m, k] = [2, d.size(1, 3)];
        const x = d.x([m, k]);
        const [transB, attrs] = [d.random.int(2), gemmAttrs(d)];
        for (let i = d.size(2, 3); i > 0; i--) d.out(d.op('Relu', [dense(d, x, transB, k, attrs)]));
      },
      'factors that differ': (d) => {
        const x = d.x([2, 2]);
        for (let i = 0; i < 2; i++) d.out(d.op('Relu', [dense(d, x, d.random.int(2), 2, gemmAttrs(d))]));
      },
    },
  },
  'move-slice-before-gather': {
    why: 'Ranges of every axis from either end: of the data before and behind its own axis, and of indices of rank 0 to 2.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        const axis = d.random.int(shape.length);
        const picked = d.pick<readonly number[]>([], [3], [2, 2]);
        const count = picked.reduce((n, dim) => n * dim, 1);
        const size = must(shape[axis], 'size');
        const indices = d.k(
          picked,
          Array.from({ length: count }, () => d.random.int(2 * size) - size),
          'int64',
        );
        const made = d.op('Gather', [d.x(shape), indices], { axis: d.pick(axis, axis - shape.length) });
        const whole = [...shape.slice(0, axis), ...picked, ...shape.slice(axis + 1)];
        if (whole.length === 0) return;
        const cut = d.random.int(whole.length);
        const start = d.random.int(must(whole[cut], 'size'));
        const end = d.size(start + 1, must(whole[cut], 'size'));
        d.out(d.op('Slice', [made, d.ints([start]), d.ints([end]), d.ints([cut])]));
      },
    },
  },
  'move-slice-before-conv': {
    why: 'Ranges of the batch and of either spatial axis, or both, from either end, for windows of every kind; channels and steps beside.',
    classes: {
      any: (d) => {
        const { y } = conv(d, { size: [6, 7], attrs: windows(d) });
        const axes = d.pick([2], [3], [2, 3], [0, 2], [3, 2], [1]);
        const starts = axes.map(() => d.size(0, 1));
        const ends = axes.map(() => d.pick(1, 2, 3, -1, 99));
        d.out(d.op('Slice', [y, d.ints(starts), d.ints(ends), d.ints(axes)]));
      },
      steps: (d) => {
        const { y } = conv(d, { size: [6, 7], attrs: windows(d) });
        d.out(d.op('Slice', [y, d.ints([d.size(0, 1)]), d.ints([99]), d.ints([2]), d.ints([d.size(1, 2)])]));
      },
    },
  },
};
