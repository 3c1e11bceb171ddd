import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

const elementwise = 'It holds element by element; orders of operands, bounds and their kinds are drawn.';

/** A Clip with one or two bounds, at random places. */
function clip(d: Draft, x: ValueId): ValueId {
  const low = d.k([], d.pick(-2, -1, 0, 0.5));
  const high = d.k([], d.pick(0.5, 1, 3));
  return d.op('Clip', [x, ...d.pick<readonly (ValueId | null)[]>([low], [low, high], [null, high])]);
}

/** x·clip(x + 3, 0, 6)/6 and near misses. */
const dividedHardSwish = (d: Draft): void => {
  const x = d.x(d.shape(2));
  const line = d.op('Add', either(d, x, d.k([], d.pick(3, 3, 3, 2))));
  const cut = d.op('Clip', [line, d.k([], 0), d.k([], d.pick(6, 6, 6, 5))]);
  const product = d.op('Mul', either(d, x, cut));
  const six = d.pick(6, 6, 6, 3);
  d.out(
    d.coin()
      ? d.op('Div', d.pick([product, d.k([], six)], [product, d.k([], six)], [d.k([], six), product]))
      : d.op('Mul', either(d, product, d.k([], 1 / six))),
  );
};

/** Rules of functions that need an order: proved by cases over exact rationals. */
export const orderedCases: Cases = {
  'drop-guard-of-nonnegative': {
    why: 'Every operator of the pattern; functions that are never negative are unknown positive ones.',
    classes: {
      any: (d) => {
        const x = d.x(d.shape(2));
        const inner = d.pick(
          () => d.op('Sigmoid', [x]),
          () => d.op('Relu', [x]),
          () => d.op('Abs', [x]),
          () => d.op('Exp', [x]),
          () => d.op('HardSigmoid', [x]),
          () => d.op('Softplus', [x]),
          () => d.op('Mul', [x, x]),
          () => d.op('Softmax', [x]),
          () => d.op('Clip', [x, d.k([], d.pick(0, 0.5))]),
          () => d.op('ReduceSumSquare', [x]),
          () => d.op('ReduceL1', [x]),
        )();
        d.out(d.op('Neg', [d.op(d.pick('Relu', 'Abs'), [inner])]));
      },
    },
    order: true,
  },
  'drop-repeated-function': {
    why: 'Every pair of the functions that the rule knows.',
    classes: {
      rounding: (d) => {
        const f = () => d.pick('Floor', 'Ceil', 'Round');
        d.out(d.op('Neg', [d.op(f(), [d.op(f(), [d.x(d.shape(2))])])]));
      },
      sign: (d) =>
        d.out(d.op('Neg', [d.op(d.pick('Sign', 'Floor', 'Round'), [d.op('Sign', [d.x(d.shape(2))])])])),
    },
    order: true,
  },
  'merge-clips': {
    why: 'Clip or Relu over Clip or Relu, with bounds that overlap, touch or leave nothing.',
    classes: {
      clips: (d) => d.out(clip(d, clip(d, d.x(d.shape(2))))),
      relus: (d) => {
        const relu = (x: ValueId) => d.op('Relu', [x]);
        const x = d.x(d.shape(2));
        d.out(d.coin() ? relu(clip(d, x)) : clip(d, relu(x)));
      },
    },
    order: true,
  },
  'replace-clip-by-relu': {
    why: 'A lower bound of 0 with no upper bound or an infinite one.',
    classes: {
      any: (d) => {
        const high = d.coin() ? [d.k([], Number.POSITIVE_INFINITY)] : [];
        d.out(d.op('Clip', [d.x(d.shape(2)), d.k([], 0), ...high]));
      },
      attribute: {
        options: { opset: 9 },
        build: (d) => d.out(d.op('Clip', [d.x(d.shape(2))], { min: { float: 0 } })),
      },
    },
    order: true,
  },
  'recognise-clip': {
    why: elementwise,
    classes: {
      any: (d) => {
        const x = d.x(d.shape(2));
        d.out(d.op(d.pick('Max', 'Min'), either(d, x, d.k(d.pick([], [1], [1, 1]), d.pick(0, 0.5, -1)))));
      },
    },
    order: true,
  },
  'lower-relu-to-max': {
    why: elementwise,
    classes: { any: (d) => d.out(d.op('Relu', [d.x(d.shape(2))])) },
    order: true,
  },
  'recognise-relu': {
    why: `${elementwise} Zeros of any shape that broadcasts, and one that enlarges; operands in both orders.`,
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const zeros = d.k(d.coin() ? d.narrower(shape) : [2, 1, 1], d.pick(0, 0, 0, 1));
        d.out(d.op('Max', either(d, d.x(shape), zeros)));
      },
    },
    order: true,
  },
  'lower-leaky-relu': {
    why: `${elementwise} Slopes within 0 to 1, and others.`,
    classes: {
      any: (d) => {
        const alpha = d.pick(0, 0.25, 0.5, 1, -1, 2);
        d.out(d.op('LeakyRelu', [d.x(d.shape(2))], { alpha: { float: alpha } }));
      },
    },
    order: true,
  },
  'lower-clip-to-min-max': {
    why: `${elementwise} Bounds that cross are among them.`,
    classes: {
      any: (d) => d.out(clip(d, d.x(d.shape(2)))),
      crossed: (d) => d.out(d.op('Clip', [d.x(d.shape(2)), d.k([], 1), d.k([], -1)])),
    },
    order: true,
  },
  'recognise-hard-sigmoid': {
    why: 'A line that is clipped and scaled to 0 … 1, with Div and Mul.',
    classes: {
      any: (d) => {
        const top = d.pick(2, 4, 6);
        const line = d.op('Add', either(d, d.x(d.shape(2)), d.k([], d.pick(1, 2, 3))));
        const cut = d.op('Clip', [line, d.k([], 0), d.k([], top)]);
        d.out(d.coin() ? d.op('Div', [cut, d.k([], top)]) : d.op('Mul', either(d, cut, d.k([], 1 / top))));
      },
    },
    order: true,
  },
  'recognise-hard-swish': {
    why: elementwise,
    classes: {
      any: (d) => {
        const x = d.x(d.shape(2));
        d.out(d.op('Mul', either(d, x, d.op('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 }))));
      },
    },
    order: true,
  },
  'recognise-divided-hard-swish': {
    why: `${elementwise} Other numbers and bounds beside; before opset 14 it becomes another graph.`,
    classes: {
      any: dividedHardSwish,
      'before 14': { build: dividedHardSwish, options: { opset: 13 } },
    },
    order: true,
  },
  'lower-hard-swish': {
    why: elementwise,
    classes: { any: (d) => d.out(d.op('HardSwish', [d.x(d.shape(2))])) },
    order: true,
  },
  'replace-prelu-by-leaky-relu': {
    why: 'One slope of any shape that broadcasts.',
    classes: {
      any: (d) =>
        d.out(d.op('PRelu', [d.x(d.shape(2)), d.k(d.pick([], [1], [1, 1]), d.pick(0.25, 0.5, -2))])),
    },
    order: true,
  },
};
