import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

const every = [
  'ReduceMean',
  'ReduceMax',
  'ReduceMin',
  'ReduceL1',
  'ReduceL2',
  'ReduceSumSquare',
  'ReduceProd',
  'ReduceLogSum',
  'ReduceLogSumExp',
];

/** Some axes of a rank, from either end. */
const someAxes = (d: Draft, rank: number): readonly number[] =>
  d
    .order(rank)
    .slice(0, d.size(1, rank))
    .map((axis) => (d.coin() ? axis : axis - rank));

const keep = (d: Draft) => ({ keepdims: d.random.int(2) });

/** A reduction of any kind, its axes as an attribute. */
const reduced = (d: Draft, x: ValueId, axes: readonly number[], kinds = every): ValueId =>
  d.op(d.random.pick(kinds), [x], { axes, ...keep(d) });

/** A total or a mean, by the operators' old and new ways to say which axes. */
const totalled = (d: Draft, x: ValueId, axes: readonly number[]): ValueId =>
  d.coin() ? d.op('ReduceSum', [x, d.ints(axes)], keep(d)) : d.op('ReduceMean', [x], { axes, ...keep(d) });

const where = 'Random axes from either end, kept and dropped';

const rising = (d: Draft, x: ValueId): ValueId =>
  d.pick(
    () => d.op('Relu', [x]),
    () => d.op('LeakyRelu', [x], { alpha: d.pick(0.25, -0.5) }),
    () => d.op('Clip', [x, d.k([], -0.5), d.k([], d.pick(1, -1))]),
    () => d.op(d.pick('Sigmoid', 'Tanh', 'Softplus'), [x]),
  )();

/** Rules that move reductions. */
export const reductionCases: Cases = {
  'move-reduction-before-transpose': {
    why: `${where}, of every reduction and random permutations of ranks 2 to 4; axes as an attribute and as an input.`,
    classes: {
      attribute: (d) => {
        const shape = d.shape(d.size(2, 4), 1, 3);
        const turned = d.op('Transpose', [d.x(shape)], { perm: d.order(shape.length) });
        d.out(reduced(d, turned, someAxes(d, shape.length)));
      },
      input: {
        build: (d) => {
          const shape = d.shape(3, 1, 3);
          const turned = d.op('Transpose', [d.x(shape)], { perm: d.order(3) });
          const flags = { ...keep(d), noop_with_empty_axes: d.random.int(2) };
          const axes = d.coin() ? [turned, d.ints(someAxes(d, 3))] : [turned];
          d.out(d.op(d.pick('ReduceSum', 'ReduceMax'), axes, flags));
        },
        options: { opset: 18 },
      },
    },
  },
  'move-transpose-before-reduction': {
    why: `${where}, of every reduction and random permutations of ranks 2 to 4.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 4), 1, 3);
        const axes = someAxes(d, shape.length);
        const keepdims = d.pick(1, 1, 0);
        const made = d.op(d.random.pick(every), [d.x(shape)], { axes, keepdims });
        const rank = keepdims === 1 ? shape.length : shape.length - axes.length;
        d.out(d.op('Transpose', [made], { perm: d.order(rank) }));
      },
    },
  },
  'split-reduction-over-sum': {
    why: `${where}; operands of one shape, and (beside them) operands of every shape that broadcasts.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 1, 3);
        const other = d.pick(
          () => d.x(shape),
          () => d.x(shape.map((dim) => d.pick(1, dim))),
          () => d.w(d.narrower(shape)),
        )();
        const sum = d.op(d.pick('Add', 'Sub'), either(d, d.x(shape), other));
        d.out(totalled(d, sum, someAxes(d, shape.length)));
      },
    },
  },
  'join-reductions-of-sum': {
    why: `${where}; operands of one shape, and of others beside.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 1, 3);
        const axes = someAxes(d, shape.length);
        const [x, y] = [
          d.x(shape),
          d.x(
            d.pick(
              shape,
              shape,
              shape.map((dim) => d.pick(1, dim)),
            ),
          ),
        ];
        const flags = keep(d);
        const other = d.pick(axes, axes, someAxes(d, shape.length));
        const kind = d.pick('ReduceMean', 'ReduceSum');
        const total = (value: ValueId, over: readonly number[], of: string) =>
          of === 'ReduceSum'
            ? d.op(of, [value, d.ints(over)], flags)
            : d.op(of, [value], { axes: over, ...flags });
        const second = d.pick(kind, kind, 'ReduceMean');
        d.out(d.op(d.pick('Add', 'Sub'), [total(x, axes, kind), total(y, other, second)]));
      },
    },
  },
  'move-reduction-before-concat': {
    why: `${where}, of every reduction; two or three parts along any axis, constants among them.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 1, 3);
        const axis = d.random.int(3);
        const parts = Array.from({ length: d.size(2, 3) }, () => {
          const part = shape.with(axis, d.size(1, 3));
          return d.random.int(3) === 0 ? d.w(part) : d.x(part);
        });
        const joined = d.op('Concat', parts, { axis: d.pick(axis, axis - 3) });
        d.out(reduced(d, joined, someAxes(d, 3)));
      },
    },
  },
  'split-reduction-over-concat': {
    why: `${where}; two or three parts along any axis; extrema by cases of the order of their elements.`,
    classes: {
      totals: {
        build: (d) => {
          const shape = d.shape(3, 1, 3);
          const axis = d.random.int(3);
          const parts = Array.from({ length: d.size(2, 3) }, () => d.x(shape.with(axis, d.size(1, 3))));
          d.out(d.op('ReduceSum', [d.op('Concat', parts, { axis }), d.ints(someAxes(d, 3))], keep(d)));
        },
        domain: 'field',
      },
      extrema: {
        build: (d) => {
          const shape = d.shape(2, 1, 3);
          const axis = d.random.int(2);
          const parts = Array.from({ length: d.size(2, 3) }, () => d.x(shape.with(axis, d.size(1, 3))));
          d.out(reduced(d, d.op('Concat', parts, { axis }), someAxes(d, 2), ['ReduceMax', 'ReduceMin']));
        },
      },
    },
    order: true,
  },
  'move-factor-behind-reduction': {
    why: `${where}; factors and divisors of every shape that broadcasts, constant and not.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 1, 3);
        const c = d.pick(
          () => d.x(shape.map((dim) => d.pick(1, dim))),
          () => d.w(d.narrower(shape)),
          () => d.x(d.narrower(shape)),
        )();
        const product = d.coin() ? d.op('Mul', either(d, d.x(shape), c)) : d.op('Div', [d.x(shape), c]);
        d.out(totalled(d, product, someAxes(d, shape.length)));
      },
    },
  },
  'move-function-behind-extremum': {
    why: `${where}; functions given by their pieces, rising and falling, and some increasing function for the others, by cases of the order of their elements.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2, 1, 3);
        d.out(reduced(d, rising(d, d.x(shape)), someAxes(d, 2), ['ReduceMax', 'ReduceMin']));
      },
    },
    order: true,
  },
  'move-function-before-extremum': {
    why: `${where}; functions given by their pieces, rising and falling, and some increasing function for the others, by cases of the order of their elements.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2, 1, 3);
        d.out(rising(d, reduced(d, d.x(shape), someAxes(d, 2), ['ReduceMax', 'ReduceMin'])));
      },
    },
    order: true,
  },
  'move-slice-before-expand': {
    why: 'Ranges of several axes from either end, of which some are repeated and some are not.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        const x = d.op('Expand', [d.x(d.narrower(shape)), d.ints(shape)]);
        const axes = d.order(shape.length).slice(0, d.size(1, shape.length));
        const starts = axes.map((axis) => d.random.int(must(shape[axis], 'size')));
        const ends = axes.map((axis, i) => d.size(must(starts[i], 'start') + 1, must(shape[axis], 'size')));
        d.out(d.op('Slice', [x, d.ints(starts), d.ints(ends), d.ints(axes)]));
      },
    },
  },
};
