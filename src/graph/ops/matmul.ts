import { freshDim } from '../dim';
import type { DType } from '../dtype';
import type { Dim } from '../types';
import { rankIn, refuse, same, sameType } from './check';
import { outputCount } from './define';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrInt, broadcast, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { contraction, length, product, size } from './work';

/**
 * NumPy's matmul: [..., m, k] × [..., k, n] → [..., m, n] with broadcast batches; a vector gains an axis and loses it
 * in the result. null when a rank is unknown.
 */
export function matmulShape(a: readonly Dim[] | null, b: readonly Dim[] | null): readonly Dim[] | null {
  if (a === null || b === null) return null;
  if (a.length === 0 || b.length === 0) refuse('a scalar cannot be multiplied as a matrix');
  same(a.at(-1), b.length === 1 ? b[0] : b.at(-2), 'the contracted dimension');
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2)) ?? [];
  const rows = a.length === 1 ? [] : [a.at(-2) ?? freshDim()];
  const columns = b.length === 1 ? [] : [b.at(-1) ?? freshDim()];
  return [...batch, ...rows, ...columns];
}

/** Inference of a matrix product of inputs `aAt` and `bAt`; `dtype` null: that of `a`. */
export const inferMatMul =
  (dtype: DType | null, aAt = 0, bAt = 1): OpSchema['infer'] =>
  (context) => {
    const a = tensor(context.inputs[aAt]);
    const b = tensor(context.inputs[bAt]);
    if (dtype === null) sameType(a, b, 'the matrices');
    const type = dtype ?? a?.dtype ?? b?.dtype;
    return type === undefined ? [null] : [out(type, matmulShape(a?.shape ?? null, b?.shape ?? null))];
  };

/** Each result takes as many multiply-adds as the contracted dimension is long. */
export const matmulCost: OpSchema['cost'] = (context, outputs) =>
  contraction(product(outputCount(outputs), length(context.inputs[0], -1)));

/** `a` [m, k] or [k, m], `b` [k, n] or [n, k] → [m, n]. */
export function inferGemm(context: InferContext): readonly (InferredOutput | null)[] {
  const { node, inputs } = context;
  const a = tensor(inputs[0]);
  const b = tensor(inputs[1]);
  sameType(a, b, 'the matrices');
  const type = a?.dtype ?? b?.dtype;
  if (type === undefined) return [null];
  const left = a?.shape ?? null;
  const right = b?.shape ?? null;
  // Before version 7 exporters relied on runtimes that flatten a trailing 1×1; later rules want matrices.
  if (context.version >= 7) {
    rankIn(left, 'the first matrix', 2);
    rankIn(right, 'the second matrix', 2);
  } else if (left?.length !== 2 || right?.length !== 2) return [out(type, [freshDim(), freshDim()])];
  const [ra, rb] = [attrInt(node, 'transA', 0) === 1 ? 1 : 0, attrInt(node, 'transB', 0) === 1 ? 1 : 0];
  if (left !== null && right !== null) same(left[1 - ra], right[rb], 'the contracted dimension');
  const rows = left?.[ra] ?? freshDim();
  const columns = right?.[1 - rb] ?? freshDim();
  const c = shape(inputs[2]);
  if (c !== null && context.version >= 7) rankIn(c, 'the addend', 0, 2);
  return [out(type, [rows, columns])];
}

export const gemmCost: OpSchema['cost'] = (context, outputs) => {
  const inner = length(context.inputs[0], attrInt(context.node, 'transA', 0) === 1 ? 0 : 1);
  const produced = outputCount(outputs);
  const added = (context.inputs[2] ?? null) === null ? 0 : produced;
  return contraction(product(produced, inner), added);
};

/** Determinants of the last two axes: [..., m, m] → [...]. */
const inferDet: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 2, Number.POSITIVE_INFINITY);
  if (x.shape !== null) same(x.shape.at(-1), x.shape.at(-2), 'the size of the square matrix');
  return [out(x.dtype, x.shape?.slice(0, -2) ?? null)];
};

/** LU decomposition: m³/3 multiply-adds for each matrix. */
const detCost: OpSchema['cost'] = ({ inputs }) => {
  const elements = size(inputs[0]);
  const m = length(inputs[0], -1);
  return contraction(elements === null || m === null ? null : Math.round((elements * m) / 3));
};

const gemm = 'alpha:float=1 beta:float=1 transA:int=0 transB:int=0';

export const matmulSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'MatMul', inputs: 2, infer: inferMatMul(null), cost: matmulCost }, [
    [1, ''],
    [9, ''],
    [13, ''],
  ]),
  ...versioned({ op: 'MatMulInteger', inputs: [2, 4], infer: inferMatMul('int32'), cost: matmulCost }, [
    [10, ''],
  ]),
  ...versioned({ op: 'Gemm', inputs: 3, infer: inferGemm, cost: gemmCost }, [
    [1, `${gemm} broadcast:int=0`],
    [6, `${gemm} broadcast:int=0`],
    [7, gemm],
    [9, gemm],
    [11, gemm, { inputs: [2, 3] }],
    [13, gemm, { inputs: [2, 3] }],
  ]),
  ...versioned({ op: 'Det', inputs: 1, infer: inferDet, cost: detCost }, [
    [11, ''],
    [22, ''],
  ]),
];
