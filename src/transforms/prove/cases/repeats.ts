import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';
import { conv } from './conv';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

const functions = ['Tanh', 'Neg', 'Exp', 'Erf', 'Sqrt'];
const operators = ['Add', 'Sub', 'Mul', 'Pow'];

/** An unknown function of x, or an operator of it and something that broadcasts with `shape`. */
function applied(d: Draft, x: ValueId, shape: readonly number[]): ValueId {
  const small = d.narrower(shape);
  return d.pick(
    () => d.op(d.random.pick(functions), [x]),
    () => d.op(d.random.pick(operators), either(d, x, d.x(small))),
    () => d.op(d.random.pick(operators), either(d, x, d.w(small))),
    () => d.op(d.random.pick(operators), either(d, x, d.w(shape.map(() => 1)))),
    () => d.op('Mul', [x, x]),
  )();
}

const unknown =
  'Unknown functions stand for unary operators; other operands of every shape that broadcasts, on either side, constant and not';

/** How a Resize finds the nearest place: ways that differ where factors are no whole numbers. */
const nearest = (d: Draft): Attributes =>
  d.pick<Attributes>(
    { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
    { mode: 'nearest' },
    { mode: 'nearest', coordinate_transformation_mode: 'half_pixel', nearest_mode: 'round_prefer_ceil' },
    { mode: 'nearest', coordinate_transformation_mode: 'align_corners', nearest_mode: 'ceil' },
  );

/** A map enlarged by whole numbers. */
const enlarged = (d: Draft, x: ValueId, factors = [1, 1, d.size(1, 3), d.size(1, 3)]): ValueId =>
  d.op('Resize', [x, null, d.k([4], factors)], nearest(d));

/** A map enlarged linearly, by scales or to sizes, or now and then by cubics or to less. */
function interpolated(d: Draft, x: ValueId, channels: number, size: readonly [number, number]): ValueId {
  const attrs = {
    mode: d.pick('linear', 'linear', 'linear', 'cubic'),
    coordinate_transformation_mode: d.pick('half_pixel', 'align_corners', 'asymmetric', 'pytorch_half_pixel'),
  };
  const to = size.map((n) => n + d.pick(0, 1, 2, 3, -1));
  if (d.coin()) return d.op('Resize', [x, null, null, d.ints([1, channels, ...to])], attrs);
  return d.op('Resize', [x, null, d.k([4], [1, 1, d.size(1, 3), d.size(1, 3)])], attrs);
}

/** A Pad of two axes, by the ways in which padding is said. */
function padded(d: Draft, x: ValueId, values: readonly number[]): ValueId {
  const amounts = [d.size(0, 1), d.size(0, 1), d.size(0, 1), d.size(0, 1)];
  const mode = d.pick('constant', 'constant', 'edge', 'reflect');
  const rest = mode === 'constant' && d.coin() ? [d.k([], d.random.pick(values))] : [];
  return d.op('Pad', [x, d.ints(amounts), ...rest], { mode });
}

/** Rules that move what repeats, joins or pads. */
export const repeatCases: Cases = {
  'move-expand-behind-elementwise': {
    why: `${unknown}; any axes are repeated.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 1, 3);
        d.out(applied(d, d.op('Expand', [d.x(d.narrower(shape)), d.ints(shape)]), shape));
      },
    },
  },
  'move-expand-before-elementwise': {
    why: `${unknown}; any axes are repeated.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 1, 3);
        const narrow = d.narrower(shape);
        const first = d.random.int(4) === 0 ? d.w(narrow) : d.x(narrow);
        d.out(d.op('Expand', [applied(d, first, narrow), d.ints(shape)]));
      },
    },
  },
  'move-concat-behind-elementwise': {
    why: `${unknown}; two or three parts along any axis.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 1, 3);
        const axis = d.random.int(shape.length);
        const sizes = Array.from({ length: d.size(2, 3) }, () => d.size(1, 2));
        const parts = sizes.map((size) => d.x(shape.with(axis, size)));
        const whole = shape.with(
          axis,
          sizes.reduce((n, size) => n + size, 0),
        );
        const joined = d.op('Concat', parts, { axis: d.pick(axis, axis - shape.length) });
        d.out(applied(d, joined, d.coin() ? whole : [2, ...whole]));
      },
    },
  },
  'move-concat-before-elementwise': {
    why: 'Two parts along any axis, each through the same unknown function, or with the same operand of any shape on either side, or with different ones.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 1, 3);
        const axis = d.random.int(shape.length);
        const parts = [0, 1].map(() => d.x(shape.with(axis, d.size(1, 2))));
        const f = d.random.pick(functions);
        const g = d.random.pick(operators);
        const c = d.coin() ? d.w(d.narrower(shape.with(axis, 1))) : d.x(shape.with(axis, 1));
        const first = d.coin();
        const through = d.pick<(x: ValueId) => ValueId>(
          (x) => d.op(f, [x]),
          (x) => d.op(g, first ? [c, x] : [x, c]),
          (x) => d.op(g, first ? [c, x] : [x, c]),
          (x) => d.op('LeakyRelu', [x], { alpha: d.pick(0.25, 0.5) }),
          (x) => d.op(d.pick('Tanh', 'Neg'), [x]),
        );
        d.out(d.op('Concat', parts.map(through), { axis }));
      },
      'an operand that varies': (d) => {
        const shape = d.shape(2, 2, 3);
        const c = d.w(d.pick([shape[1] ?? 1], [1], shape));
        const through = (x: ValueId) => d.op('Sub', [x, c]);
        d.out(d.op('Concat', [through(d.x(shape)), through(d.x(shape))], { axis: d.random.int(2) }));
      },
    },
  },
  'move-pad-behind-elementwise': {
    why: 'Zeros, other numbers and elements of x around any axes; unknown functions stand for unary operators; one number on either side.',
    classes: {
      any: (d) => {
        const pad = padded(d, d.x(d.shape(2, 2, 3)), [0, 1, 2]);
        const number = d.pick(d.k([], 2), d.k([1], 3), d.k([1, 1], 2));
        d.out(
          d.pick(
            () => d.op(d.random.pick(functions), [pad]),
            () => d.op(d.random.pick(operators), either(d, pad, number)),
            () => d.op('Mul', [pad, pad]),
          )(),
        );
      },
      'axes as input': {
        build: (d) => {
          const x = d.x(d.shape(2, 2, 3));
          const pad = d.op('Pad', [x, d.ints([1, 0]), d.k([], 2), d.ints([d.pick(0, 1, -1)])]);
          d.out(d.op('Tanh', [pad]));
        },
        options: { opset: 18 },
      },
      'what differs from place to place': (d) => {
        const pad = padded(d, d.x([2, 2]), [0, 1]);
        d.out(d.op('Add', [pad, d.op('Identity', [d.x([1])])]));
      },
    },
  },
  'move-pad-before-elementwise': {
    why: 'Zeros before functions that keep zero, by cases where they have an order; elements of x before unknown functions; one number on either side.',
    classes: {
      field: {
        domain: 'field',
        build: (d) => {
          const x = d.x(d.shape(2, 2, 3));
          const number = d.k(d.pick([], [1], [1, 1]), d.pick(2, 3));
          const made = d.pick(
            () => d.op(d.pick('Neg', 'Identity', 'Exp', 'Tanh'), [x]),
            () => d.op('Mul', either(d, x, number)),
            () => d.op('Div', [x, number]),
            () => d.op(d.random.pick(operators), either(d, x, number)),
          )();
          d.out(padded(d, made, [0, 0, 1]));
        },
      },
      order: {
        build: (d) => {
          const x = d.x([2, 2]);
          const made = d.pick(
            () => d.op('Relu', [x]),
            () => d.op('Abs', [x]),
            () => d.op('LeakyRelu', [x], { alpha: 0.25 }),
          )();
          d.out(padded(d, made, [0]));
        },
      },
    },
    order: true,
  },
  'move-tile-behind-elementwise': {
    why: `${unknown}; any repeats.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 1, 3);
        const repeats = shape.map(() => d.pick(1, 1, 2, 3));
        const whole = shape.map((dim, i) => dim * (repeats[i] ?? 1));
        d.out(applied(d, d.op('Tile', [d.x(shape), d.ints(repeats)]), whole));
      },
    },
  },
  'move-tile-before-elementwise': {
    why: `${unknown}; any repeats.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 1, 3);
        const x = d.random.int(4) === 0 ? d.x(d.narrower(shape)) : d.x(shape);
        const made = applied(d, d.coin() ? d.op('Add', [x, d.x(shape)]) : x, shape);
        d.out(d.op('Tile', [made, d.ints(shape.map(() => d.pick(1, 1, 2, 3)))]));
      },
    },
  },
  'move-upsampling-behind-elementwise': {
    why: 'Every way to find the nearest place, factors of 1 to 3; unknown functions stand for unary operators; one number on either side.',
    classes: {
      any: (d) => {
        const x = d.x(d.shape(4, 1, 3));
        const large = enlarged(d, x);
        const other = d.pick(
          () => d.w(d.pick<readonly number[]>([], [1], [1, 1, 1, 1])),
          () => d.x([]),
        )();
        d.out(
          d.coin()
            ? d.op(d.random.pick(functions), [large])
            : d.op(d.random.pick(operators), either(d, large, other)),
        );
      },
      'more than one number': (d) => {
        const shape = [1, 2, 2, 2];
        d.out(d.op('Add', [enlarged(d, d.x(shape), [1, 1, 2, 2]), d.w(d.pick([], [2, 1, 1], [4]))]));
      },
    },
  },
  'move-upsampling-before-elementwise': {
    why: 'Every way to find the nearest place, factors of 1 to 3; unknown functions stand for unary operators; one number on either side.',
    classes: {
      any: (d) => {
        const shape = d.shape(4, 1, 3);
        const x = d.x(shape);
        const other = d.w(d.pick<readonly number[]>([], [1], [1, 1, 1, 1], shape.slice(-1)));
        const made = d.coin()
          ? d.op(d.random.pick(functions), [x])
          : d.op(d.random.pick(operators), either(d, x, other));
        d.out(enlarged(d, made));
      },
    },
  },
  'move-upsampling-behind-pointwise-conv': {
    why: 'Every way to find the nearest place, factors of 1 to 3, and linearly any sizes; one and two groups, with and without a bias; other windows beside.',
    classes: {
      any: (d) => {
        const large = enlarged(d, d.x([d.size(1, 2), 2, d.size(1, 2), d.size(1, 2)]), [
          d.pick(1, 1, 1, 2),
          1,
          d.size(1, 3),
          d.size(1, 3),
        ]);
        const group = d.pick(1, 2);
        const attrs = d.pick<Attributes>({}, {}, {}, { pads: [1, 0, 0, 1] }, { strides: [2, 1] });
        const kernel = d.pick([1, 1], [1, 1], [1, 1], [2, 1]);
        const size = kernel[0] === 2 ? enlarged(d, d.x([1, 2, 2, 2]), [1, 1, 2, 2]) : large;
        d.out(conv(d, { x: size, channels: 2, group, filters: 2 * group, kernel, attrs }).y);
      },
      linear: (d) => {
        const size = [d.size(2, 3), d.size(2, 3)] as const;
        const large = interpolated(d, d.x([1, 2, ...size]), 2, size);
        d.out(conv(d, { x: large, channels: 2, filters: d.size(1, 3), kernel: [1, 1], attrs: {} }).y);
      },
    },
  },
  'move-upsampling-before-pointwise-conv': {
    why: 'Every way to find the nearest place, factors of 1 to 3, and linearly any sizes; one and two groups, with and without a bias; other windows beside.',
    classes: {
      any: (d) => {
        const attrs = d.pick<Attributes>({}, {}, {}, { pads: [1, 0, 0, 1] }, { strides: [2, 1] });
        const kernel = d.pick([1, 1], [1, 1], [1, 1], [2, 1]);
        const { y } = conv(d, { kernel, attrs, size: [2, 3] });
        d.out(enlarged(d, y, [d.pick(1, 1, 1, 2), 1, d.size(1, 3), d.size(1, 3)]));
      },
      linear: (d) => {
        const size = [d.size(2, 3), d.size(2, 3)] as const;
        const filters = d.size(1, 3);
        const { y } = conv(d, { x: d.x([1, 2, ...size]), channels: 2, filters, kernel: [1, 1], attrs: {} });
        d.out(interpolated(d, y, filters, size));
      },
    },
  },
};
