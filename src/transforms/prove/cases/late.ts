import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { conv, either, perChannel, windows } from './conv';

const keep = (d: Draft) => ({ keepdims: d.random.int(2) });

/** Some axes of a rank, from either end. */
const someAxes = (d: Draft, rank: number): readonly number[] =>
  d
    .order(rank)
    .slice(0, d.size(1, rank))
    .map((axis) => (d.coin() ? axis : axis - rank));

/** A total or a mean, by the operators' old and new ways to say which axes. */
const totalled = (d: Draft, x: ValueId, axes: readonly number[]): ValueId =>
  d.coin() ? d.op('ReduceSum', [x, d.ints(axes)], keep(d)) : d.op('ReduceMean', [x], { axes, ...keep(d) });

const onePlusExponential = (d: Draft, x: ValueId): ValueId =>
  d.op('Add', either(d, d.op('Exp', [d.op('Neg', [x])]), d.k(d.pick([], [1]), d.pick(1, 1, 2))));

const microsoft = 'com.microsoft';

/** Rules that were added last, of several families. */
export const lateCases: Cases = {
  'move-reduction-before-matmul': {
    why: 'Totals and means over random axes from either end, kept and dropped; matrices and stacks of them, which may broadcast.',
    classes: {
      any: (d) => {
        const [m, k, n, s] = [d.size(1, 3), d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        const left = d.pick<readonly number[]>([], [s], [2, s], [1, s]);
        const right = d.pick<readonly number[]>([], [], [s], [2, 1]);
        const product = d.op('MatMul', [d.x([...left, m, k]), d.x([...right, k, n])]);
        const rank = Math.max(left.length, right.length) + 2;
        d.out(totalled(d, product, d.coin() ? someAxes(d, rank) : [rank - 2]));
      },
    },
  },
  'move-reduction-before-reshape': {
    why: 'Every reduction over random axes from either end, kept and dropped; axes split, joined, added and taken away, before, behind and among the reduced.',
    classes: {
      any: (d) => {
        const [a, b, c] = [d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        const [from, to] = d.pick<readonly [readonly number[], readonly number[]]>(
          [
            [a, b, c],
            [a, b * c],
          ],
          [
            [a, b * c],
            [a, b, c],
          ],
          [
            [a * b, c],
            [a, b, c],
          ],
          [
            [a, b, 2, c],
            [a * b, 1, 2 * c],
          ],
          [
            [a, b, c],
            [a, 1, b, c, 1],
          ],
          [
            [a, b, c],
            [b, a, c],
          ],
        );
        const regrouped = d.op('Reshape', [d.x(from), d.ints(to)]);
        const axes = someAxes(d, to.length);
        const kinds = [
          'ReduceMean',
          'ReduceL1',
          'ReduceL2',
          'ReduceSumSquare',
          'ReduceProd',
          'ReduceLogSumExp',
        ];
        d.out(
          d.coin()
            ? totalled(d, regrouped, axes)
            : d.op(d.random.pick(kinds), [regrouped], { axes, ...keep(d) }),
        );
      },
    },
  },
  'fold-preceding-factor-into-gemm': {
    why: 'A Gemm is linear in each operand: every transposition, factor and shape of bias; factors of one number, one per feature and one per row.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(), d.size(2), d.size(2)];
        const [transA, transB] = [d.random.int(2), d.random.int(2)];
        const shape = transA ? [k, m] : [m, k];
        const c = d.w(
          d.pick<readonly number[]>([], [1], shape.with(0, 1), shape.slice(-1), shape.with(1, 1)),
        );
        const x = d.x(shape);
        const scaled = d.coin() ? d.op('Mul', either(d, x, c)) : d.op('Div', [x, c]);
        const operands = d.biased(
          [scaled, d.w(transB ? [n, k] : [k, n])],
          d.pick<readonly number[]>([n], [m, 1]),
        );
        d.out(
          d.op('Gemm', operands, { transA, transB, alpha: { float: d.pick(0.5, 1) }, beta: { float: 2 } }),
        );
      },
    },
  },
  'absorb-shift-into-next-conv': {
    why: 'One and two groups, strides, dilations and padding of every kind, with and without a bias; addends of one number or one per channel, added and subtracted.',
    classes: {
      any: (d) => {
        const group = d.pick(1, 2);
        const channels = group * d.size(1, 2);
        const [x, c] = [d.x([d.size(1, 2), channels, 4, 5]), perChannel(d, channels)];
        const sum = d.coin() ? d.op('Add', either(d, x, c)) : d.op('Sub', either(d, x, c));
        d.out(conv(d, { x: sum, channels, group, filters: group * d.size(1, 2), attrs: windows(d) }).y);
      },
    },
  },
  'recognise-sigmoid': {
    why: 'Element by element, the sum in both orders; other constants too.',
    classes: { any: (d) => d.out(d.op('Reciprocal', [onePlusExponential(d, d.x(d.shape(2)))])) },
  },
  'recognise-silu': {
    why: 'Element by element, of the same value and of another that broadcasts.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        d.out(d.op('Div', [d.coin() ? x : d.x(d.narrower(shape)), onePlusExponential(d, x)]));
      },
    },
  },
  'lower-fused-gelu': {
    why: 'Element by element, with the bias and without.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        d.out(
          d.coin()
            ? d.op('Gelu', [x], {}, microsoft)
            : d.op('BiasGelu', [x, d.w(shape.slice(-1))], {}, microsoft),
        );
      },
    },
  },
  'lower-fast-gelu': {
    why: 'Element by element, with the bias and without.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(d.op('FastGelu', d.biased([d.x(shape)], shape.slice(-1)), {}, microsoft));
      },
    },
  },
  'replace-sigmoid-by-tanh': {
    why: 'Element by element; read by itself, by a product beside others, and as a gate that broadcasts.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        const s = d.op('Sigmoid', [x]);
        d.out(d.coin() ? s : d.op('Add', [d.op('Mul', either(d, s, x)), s]));
      },
      gate: (d) => {
        const shape = d.shape(2);
        d.out(d.op('Mul', either(d, d.x(shape), d.op('Sigmoid', [d.x(d.narrower(shape))]))));
      },
    },
  },
  'replace-gate-by-tanh': {
    why: 'Element by element, of the same value and of another that may broadcast, operands in both orders.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        const y = d.coin() ? x : d.x(d.narrower(shape));
        d.out(d.op('Mul', either(d, y, d.op('Sigmoid', [x]))));
      },
    },
  },
  'replace-mish-by-exponential': {
    why: 'Element by element, of the same value and of another that broadcasts, operands in both orders.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const x = d.x(shape);
        const y = d.coin() ? x : d.x(d.narrower(shape));
        d.out(d.op('Mul', either(d, y, d.op('Tanh', [d.op('Softplus', [x])]))));
      },
    },
  },
  'lower-mish': {
    why: 'Element by element, so any shape stands for all.',
    classes: { any: { build: (d) => d.out(d.op('Mish', [d.x(d.shape(2))])), options: { opset: 18 } } },
  },
  'lower-quick-gelu': {
    why: 'Element by element, with every kind of factor.',
    classes: {
      any: (d) => {
        const alpha = d.pick(1.702, 1, 0.5);
        const attrs = d.coin() ? {} : { alpha: { float: alpha } };
        d.out(d.op('QuickGelu', [d.x(d.shape(2))], attrs, microsoft));
      },
    },
  },
};
