import { dimAdd, dimMax, dimMin, dimMul } from '../dim';
import { isFloat } from '../dtype';
import type { Dim, Value } from '../types';
import { attr, countOf, defineOp, perOutputElement } from './define';
import { fitsInteger } from './integerRanges';
import { entries, isSaturated } from './known';
import { axesOf, lengthOf, unknownShape } from './reshape';
import type { InferContext, OpSchema } from './schema';
import { attrInt, dtype, normalAxis, out, shape } from './support';

/** The shape that remains: reduced axes become 1, or go. */
function reduced(dims: readonly Dim[], axes: readonly number[], keep: boolean): readonly Dim[] {
  const gone = new Set(axes.map((axis) => normalAxis(axis, dims.length)));
  return keep ? dims.map((dim, i) => (gone.has(i) ? 1 : dim)) : dims.filter((_, i) => !gone.has(i));
}

/** How contents combine, where they can be followed. */
const combine: Readonly<Record<string, (a: Dim, b: Dim) => Dim>> = {
  ReduceSum: dimAdd,
  ReduceProd: dimMul,
  ReduceMax: dimMax,
  ReduceMin: dimMin,
};

function combined(op: string, x: Value | null | undefined): readonly Dim[] | null {
  const rule = combine[op];
  const known = rule === undefined ? null : entries(x);
  const [first, ...rest] = known ?? [];
  if (rule === undefined || known === null || first === undefined) return null;
  if (op !== 'ReduceMax' && op !== 'ReduceMin' && known.some(isSaturated)) return null;
  const result = rest.reduce(rule, first);
  if (typeof result === 'string') return [result];
  const element = dtype(x);
  // Sums of float32 round at each step, in an order of the runtime's own.
  const exact =
    element !== null && isFloat(element) ? Math.abs(result) <= exactFloat : fitsInteger(element, result);
  return exact ? [result] : null;
}

/** Whole numbers up to here are exact in float32. */
const exactFloat = 2 ** 24;

/** Reductions of nothing that leave each element as it is; the others square it, for instance. */
const plain = new Set(['ReduceSum', 'ReduceProd', 'ReduceMax', 'ReduceMin', 'ReduceMean']);

function reduce({ node, inputs: [x, given] }: InferContext) {
  const dims = shape(x);
  const keep = attrInt(node, 'keepdims', 1) !== 0;
  const axes = axesOf(node, given);
  if (dims === null) return [out(dtype(x), null)];
  if (axes === undefined) {
    const count = lengthOf(given);
    const left = count === null ? null : dims.length - count;
    return [out(dtype(x), unknownShape(keep ? dims.length : left !== null && left >= 0 ? left : null))];
  }
  if (axes === null || axes.length === 0) {
    if (attrInt(node, 'noop_with_empty_axes', 0) !== 0)
      return [out(dtype(x), dims, plain.has(node.op) ? entries(x) : null)];
    return [out(dtype(x), keep ? dims.map(() => 1) : [], combined(node.op, x))];
  }
  return [out(dtype(x), reduced(dims, axes, keep), dims.length === 1 ? combined(node.op, x) : null)];
}

/** Operations for each input element; squares, absolute values and exponentials count one, as do additions. */
const flops = {
  ReduceL1: 2,
  ReduceL2: 2,
  ReduceLogSum: 1,
  ReduceLogSumExp: 2,
  ReduceMax: 1,
  ReduceMean: 1,
  ReduceMin: 1,
  ReduceProd: 1,
  ReduceSum: 1,
  ReduceSumSquare: 2,
} as const;

const perInputElement =
  (each: number): OpSchema['cost'] =>
  ({ inputs: [x] }) => {
    const count = countOf(shape(x));
    return count === null ? null : { macs: 0, flops: each * count };
  };

/** Axes became an input with opset 13 (ReduceSum) and 18 (the others). */
const reductions = Object.entries(flops).flatMap(([op, each]) => {
  const cost = perInputElement(each);
  const keepdims = attr.int(1);
  return [
    defineOp({ op, inputs: 1, attrs: { axes: attr.ints(), keepdims }, infer: reduce, cost }),
    defineOp({
      op,
      since: op === 'ReduceSum' ? 13 : 18,
      inputs: [1, 2],
      attrs: { keepdims, noop_with_empty_axes: attr.int(0) },
      infer: reduce,
      cost,
    }),
  ];
});

const argReductions = ['ArgMax', 'ArgMin'].flatMap((op) =>
  [1, 12].map((since) =>
    defineOp({
      op,
      since,
      inputs: 1,
      attrs: {
        axis: attr.int(0),
        keepdims: attr.int(1),
        ...(since < 12 ? {} : { select_last_index: attr.int(0) }),
      },
      infer: ({ node, inputs: [x] }) => {
        const dims = shape(x);
        const keep = attrInt(node, 'keepdims', 1) !== 0;
        return [out('int64', dims === null ? null : reduced(dims, [attrInt(node, 'axis', 0)], keep))];
      },
      cost: perInputElement(1),
    }),
  ),
);

const running = (op: string, since: number): OpSchema =>
  defineOp({
    op,
    since,
    inputs: 2,
    attrs: { exclusive: attr.int(0), reverse: attr.int(0) },
    infer: ({ inputs: [x] }) => [out(dtype(x), shape(x))],
    cost: perOutputElement(1),
  });

export const reductionSchemas: readonly OpSchema[] = [
  ...reductions,
  ...argReductions,
  running('CumSum', 11),
  running('CumProd', 26),
];
