import { elementCount } from '../../../graph';
import { type Call, input, intAttr, intsOf, type Kernel } from '../call';
import { type Domain, integer, orderOf, Unsupported } from '../domain';
import { integers } from '../integers';
import { at, indices, ints, normalAxis, reals, stridesOf, type Tensor } from '../tensor';
import { maximum, minimum } from './elementwise';

type Fold = <F>(d: Domain<F>, elements: readonly F[]) => F;

const total: Fold = (d, xs) => xs.reduce((a, b) => d.add(a, b), d.zero);
const squares: Fold = (d, xs) =>
  total(
    d,
    xs.map((x) => d.mul(x, x)),
  );
const absolute = <F>(d: Domain<F>, x: F): F =>
  d.compare === null ? d.fn('Abs', [x]) : d.compare(x, d.zero) < 0 ? d.neg(x) : x;

const noAttributes = { attrs: new Map() };

const folds: Readonly<Record<string, Fold>> = {
  ReduceSum: total,
  ReduceMean: (d, xs) => d.div(total(d, xs), integer(d, xs.length)),
  ReduceProd: (d, xs) => xs.reduce((a, b) => d.mul(a, b), d.one),
  ReduceSumSquare: squares,
  ReduceL1: (d, xs) =>
    total(
      d,
      xs.map((x) => absolute(d, x)),
    ),
  ReduceL2: (d, xs) => d.sqrt(squares(d, xs)),
  ReduceLogSum: (d, xs) => d.fn('Log', [total(d, xs)]),
  ReduceLogSumExp: (d, xs) =>
    d.fn('Log', [
      total(
        d,
        xs.map((x) => d.exp(x)),
      ),
    ]),
  ReduceMax: (d, xs) => maximum(d, xs, noAttributes),
  ReduceMin: (d, xs) => minimum(d, xs, noAttributes),
};

/** The places of a tensor, grouped by the index with the reduced axes at 0. */
export function groupsOf(shape: readonly number[], axes: readonly number[]): readonly (readonly number[])[] {
  const kept = shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
  const inner = axes.map((axis) => at(shape, axis));
  const strides = stridesOf(shape);
  const offsets = Array.from(indices(inner), (index) =>
    index.reduce((n, k, i) => n + k * at(strides, at(axes, i)), 0),
  );
  return Array.from(indices(kept), (index) => {
    const base = index.reduce((n, k, i) => n + k * at(strides, i), 0);
    return offsets.map((offset) => base + offset);
  });
}

function argOf<E>(call: Call<E>): Tensor<E> {
  const x = input(call, 0);
  const axis = normalAxis(intAttr(call, 'axis', 0), x.shape.length);
  const keep = intAttr(call, 'keepdims', 1) !== 0;
  const sign = call.op === 'ArgMax' ? 1 : -1;
  const last = intAttr(call, 'select_last_index', 0) !== 0;
  const shape = keep ? x.shape.with(axis, 1) : x.shape.toSpliced(axis, 1);
  const best = <F>(d: Domain<F>, data: readonly F[]) =>
    groupsOf(x.shape, [axis]).map((places) => {
      const compare = orderOf(d, call.op);
      return places.reduce((b, place, i) => {
        const c = sign * compare(at(data, place), at(data, at(places, b)));
        return c > 0 || (c === 0 && last) ? i : b;
      }, 0);
    });
  return ints(shape, x.kind === 'int' ? best(integers, x.data) : best(call.domain, x.data));
}

/** The Reduce family, ArgMax and ArgMin. */
export const reduce: Kernel = (call) => {
  if (call.op.startsWith('Arg')) return [argOf(call)];
  const x = input(call, 0);
  const given = intsOf(call, 1, 'axes');
  const none = given === null || given.length === 0;
  if (none && intAttr(call, 'noop_with_empty_axes', 0) !== 0) return [x];
  const rank = x.shape.length;
  const axes = none ? x.shape.map((_, i) => i) : given.map((axis) => normalAxis(axis, rank));
  const keep = intAttr(call, 'keepdims', 1) !== 0;
  const shape = x.shape.flatMap((dim, i) => (axes.includes(i) ? (keep ? [1] : []) : [dim]));
  const f = folds[call.op];
  if (f === undefined) throw new Unsupported(call.op);
  const groups = groupsOf(x.shape, axes);
  if (x.kind === 'int')
    return [
      ints(
        shape,
        groups.map((places) =>
          f(
            integers,
            places.map((i) => at(x.data, i)),
          ),
        ),
      ),
    ];
  return [
    reals(
      shape,
      groups.map((places) =>
        f(
          call.domain,
          places.map((i) => at(x.data, i)),
        ),
      ),
    ),
  ];
};

export const reduceOps: readonly string[] = [...Object.keys(folds), 'ArgMax', 'ArgMin'];

/** exp(x) / Σ exp(x) over one axis; before opset 13 over all axes from `axis` on, as one. */
export const softmax: Kernel = (call) => {
  const x = input(call, 0);
  if (x.kind !== 'real') throw new Unsupported('Softmax of integers');
  const { domain: d } = call;
  const axis = normalAxis(intAttr(call, 'axis', call.opset >= 13 ? -1 : 1), x.shape.length);
  const all = x.shape.map((_, i) => i);
  const axes = call.opset >= 13 ? [axis] : all.slice(axis);
  const data = new Array<typeof d.zero>(elementCount(x.shape)).fill(d.zero);
  for (const places of groupsOf(x.shape, axes)) {
    const powers = places.map((i) => d.exp(at(x.data, i)));
    const sum = total(d, powers);
    places.forEach((place, i) => {
      const share = d.div(at(powers, i), sum);
      data[place] = call.op === 'LogSoftmax' ? d.fn('Log', [share]) : share;
    });
  }
  return [reals(x.shape, data)];
};

/** The largest over all axes but the first two. */
export const globalPool: Kernel = (call) => {
  const x = input(call, 0);
  if (x.kind !== 'real') throw new Unsupported('pooling of integers');
  const { domain: d } = call;
  const axes = x.shape.map((_, i) => i).slice(2);
  const shape = x.shape.map((dim, i) => (i < 2 ? dim : 1));
  const fold = (elements: readonly (typeof d.zero)[]) =>
    call.op === 'GlobalAveragePool'
      ? d.div(total(d, elements), integer(d, elements.length))
      : maximum(d, elements, call);
  return [
    reals(
      shape,
      groupsOf(x.shape, axes).map((places) => fold(places.map((i) => at(x.data, i)))),
    ),
  ];
};
