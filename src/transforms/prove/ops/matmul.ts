import {
  type Call,
  floatAttr,
  input,
  intAttr,
  type Kernel,
  maybeInput,
  realInput,
  stringAttr,
} from '../call';
import { type Domain, readNumber } from '../domain';
import { integers } from '../integers';
import { at, broadcastShapes, indices, ints, placeIn, reals, stridesOf, type Tensor } from '../tensor';
import { activate, pointwise } from './elementwise';
import { transpose } from './layout';

/** Σ over k of a[…, i, k] · b[…, k, j], with stacked matrices broadcast. */
function product<F>(
  d: Domain<F>,
  a: { readonly shape: readonly number[]; readonly data: readonly F[] },
  b: { readonly shape: readonly number[]; readonly data: readonly F[] },
): { readonly shape: readonly number[]; readonly data: readonly F[] } {
  const [m, k, n] = [
    at(a.shape, a.shape.length - 2),
    at(a.shape, a.shape.length - 1),
    at(b.shape, b.shape.length - 1),
  ];
  const [left, right] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShapes([left, right]);
  const [placeA, placeB] = [placeIn(left), placeIn(right)];
  const data: F[] = [];
  for (const index of indices(batch)) {
    const [fromA, fromB] = [placeA(index) * m * k, placeB(index) * k * n];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = d.zero;
        for (let l = 0; l < k; l++) {
          sum = d.add(sum, d.mul(at(a.data, fromA + i * k + l), at(b.data, fromB + l * n + j)));
        }
        data.push(sum);
      }
    }
  }
  return { shape: [...batch, m, n], data };
}

/** MatMul as numpy defines it: vectors are a row on the left, a column on the right. */
export function matmul<E>(domain: Domain<E>, a: Tensor<E>, b: Tensor<E>): Tensor<E> {
  const row = a.shape.length === 1;
  const column = b.shape.length === 1;
  const shapeA = row ? [1, ...a.shape] : a.shape;
  const shapeB = column ? [...b.shape, 1] : b.shape;
  const trim = (shape: readonly number[]) => {
    const batch = shape.slice(0, -2);
    return [...batch, ...(row ? [] : shape.slice(-2, -1)), ...(column ? [] : shape.slice(-1))];
  };
  if (a.kind === 'int' && b.kind === 'int') {
    const made = product(integers, { shape: shapeA, data: a.data }, { shape: shapeB, data: b.data });
    return ints(trim(made.shape), made.data);
  }
  if (a.kind === 'int' || b.kind === 'int') throw new Error('MatMul of mixed types');
  const made = product(domain, { shape: shapeA, data: a.data }, { shape: shapeB, data: b.data });
  return reals(trim(made.shape), made.data);
}

const scaled = <E>(call: Call<E>, tensor: Tensor<E>, factor: number): Tensor<E> =>
  factor === 1 || tensor.kind === 'int'
    ? tensor
    : reals(
        tensor.shape,
        tensor.data.map((x) => call.domain.mul(x, readNumber(call.domain, factor))),
      );

const swapped = <E>(tensor: Tensor<E>): Tensor<E> => {
  const rank = tensor.shape.length;
  const perm = stridesOf(tensor.shape).map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  return transpose(tensor, perm);
};

/** The batch axes behind the rows, as transBatchA and transBatchB say. */
const turnedBatch = <E>(tensor: Tensor<E>): Tensor<E> => {
  const rank = tensor.shape.length;
  const perm = stridesOf(tensor.shape).map((_, i) => (i === rank - 1 ? i : i === rank - 2 ? 0 : i + 1));
  return transpose(tensor, perm);
};

const add = <E>(call: Call<E>, a: Tensor<E>, b: Tensor<E> | null): Tensor<E> =>
  b === null ? a : pointwise(call, [a, b], (d, args) => d.add(at(args, 0), at(args, 1)));

/** MatMul, Gemm and com.microsoft's FusedMatMul and FusedGemm. */
export const matmulKernel: Kernel = (call) => {
  if (call.op === 'MatMul') return [matmul(call.domain, input(call, 0), input(call, 1))];
  const flag = (name: string) => intAttr(call, name, 0) !== 0;
  const [a, b] = ['A', 'B'].map((side, slot) => {
    const operand = input(call, slot);
    return flag(`transBatch${side}`) && call.op === 'FusedMatMul' ? turnedBatch(operand) : operand;
  });
  if (a === undefined || b === undefined) return [];
  const made = matmul(call.domain, flag('transA') ? swapped(a) : a, flag('transB') ? swapped(b) : b);
  const result = scaled(call, made, floatAttr(call, 'alpha', 1));
  if (call.op === 'FusedMatMul') return [result];
  const c =
    maybeInput(call, 2) === null ? null : scaled(call, realInput(call, 2), floatAttr(call, 'beta', 1));
  const sum = add(call, result, c);
  if (call.op === 'Gemm' || sum.kind !== 'real') return [sum];
  const f = stringAttr(call, 'activation', '');
  const slope = { kind: 'float', value: floatAttr(call, 'activation_alpha', 0.01) } as const;
  const params = { attrs: new Map([['alpha', slope]]) };
  return [
    reals(
      sum.shape,
      sum.data.map((x) => activate(call.domain, f, x, params)),
    ),
  ];
};
