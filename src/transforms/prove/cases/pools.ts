import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';
import { batchNorm, either, windows } from './conv';

/** A map of one or two channels. */
const map = (d: Draft, height: number, width = height) => d.x([1, d.size(1, 2), height, width]);

const square = (n: number) => [n, n];
const frame = (n: number) => [n, n, n, n];

/** Non-decreasing functions that max pooling commutes with. */
function rising(d: Draft, x: ValueId): ValueId {
  return d.pick(
    () => d.op('Relu', [x]),
    () => d.op('LeakyRelu', [x], { alpha: 0.25 }),
    () => d.op('Clip', [x, d.k([], -0.5), d.k([], 1)]),
    () => d.op('HardSigmoid', [x]),
    () => d.op(d.pick('Sigmoid', 'Tanh', 'Elu', 'Softplus'), [x]),
  )();
}

const poolWindows = (d: Draft): Attributes => ({
  kernel_shape: [2, 3],
  ...windows(d),
  ceil_mode: d.random.int(2),
});

const byOrder =
  'Windows of every kind that the conditions admit, over maps with ties, by cases of the order of their elements';

/** Two pools, one over the other. */
const twoPools = (d: Draft, first: Attributes, second: Attributes, size: number) =>
  d.out(d.op('MaxPool', [d.op('MaxPool', [map(d, size)], first)], second));

/** Rules of max pooling: proved by cases over exact rationals. */
export const maxPoolCases: Cases = {
  'move-activation-after-max-pool': {
    why: `${byOrder}; functions given by their pieces, and some increasing function for the others.`,
    classes: { any: (d) => d.out(d.op('MaxPool', [rising(d, map(d, 4, 5))], poolWindows(d))) },
    order: true,
  },
  'move-activation-before-max-pool': {
    why: `${byOrder}; functions given by their pieces, and some increasing function for the others.`,
    classes: { any: (d) => d.out(rising(d, d.op('MaxPool', [map(d, 4, 5)], poolWindows(d)))) },
    order: true,
  },
  'compose-max-pools': {
    why: `${byOrder}; steps, padding and automatic padding of both; gaps, dilation and ceil mode beside.`,
    classes: {
      beside: (d) => {
        // One thing or another that the conditions exclude, or none.
        const odd = d.random.int(8);
        const window = (is: 'inner' | 'outer', stride: number): Attributes => ({
          kernel_shape: square(2),
          strides: square(stride),
          ...(is === 'outer' && odd === 0 ? { pads: frame(1) } : {}),
          ceil_mode: odd === (is === 'inner' ? 1 : 2) ? 1 : 0,
          ...(odd === (is === 'inner' ? 3 : 4) ? { dilations: square(2) } : {}),
        });
        const stride = odd === 5 ? 3 : d.pick(1, 2, 2);
        twoPools(d, window('inner', stride), window('outer', d.pick(1, 2, 2)), d.size(7, 10));
      },
      steps: (d) => {
        const [s, t] = [d.size(1, 3), d.size(1, 2)];
        twoPools(
          d,
          { kernel_shape: square(3), strides: square(s) },
          { kernel_shape: square(2), strides: square(t) },
          d.size(7, 10),
        );
      },
      padded: (d) => {
        const pads = () => (d.coin() ? { pads: frame(1) } : {});
        const step = d.coin() ? {} : { strides: square(2) };
        const first = d.coin() ? { auto_pad: 'SAME_UPPER' } : { ...pads(), ...step };
        twoPools(
          d,
          { kernel_shape: square(3), ...first },
          { kernel_shape: square(d.size(2, 3)), ...pads() },
          d.size(5, 8),
        );
      },
    },
    order: true,
  },
  'split-max-pool': {
    why: `${byOrder}; kernels from 5, any padding, steps.`,
    classes: {
      any: (d) => {
        const kernel = d.pick(5, 6, 7);
        const strides = [d.size(1, 3), d.size(1, 2)];
        d.out(
          d.op('MaxPool', [map(d, 7, 8)], {
            kernel_shape: square(kernel),
            pads: frame(d.size(1, 3)),
            strides,
          }),
        );
      },
    },
    order: true,
  },
  'nest-max-pools': {
    why: `${byOrder}; kernels of 2 to 6 and paddings that fit together; steps, dilation and ceil mode beside.`,
    classes: {
      beside: (d) => {
        const x = map(d, 7, 6);
        const odd = d.random.int(6);
        const pool = (size: number, first: number): Attributes => ({
          kernel_shape: square(size),
          pads: frame(d.size(0, 1)),
          ...(odd === first ? { strides: square(2) } : {}),
          ...(odd === first + 1 ? { dilations: square(2) } : {}),
        });
        const large = {
          ...pool(d.size(3, 4), 2),
          ...(odd === 5 ? { strides: square(2), ceil_mode: 1 } : {}),
        };
        d.out(d.op('MaxPool', [x], pool(2, 0)));
        d.out(d.op('MaxPool', [x], large));
      },
      any: (d) => {
        const x = map(d, 7, 6);
        const [small, more] = [d.size(2, 3), d.size(1, 2)];
        const pad = d.size(0, small - 1);
        const wider = pad + d.size(0, more);
        const step = d.coin() ? {} : { strides: square(2) };
        d.out(d.op('MaxPool', [x], { kernel_shape: square(small), pads: frame(pad) }));
        d.out(d.op('MaxPool', [x], { kernel_shape: square(small + 2 * more), pads: frame(wider), ...step }));
      },
    },
    order: true,
  },
  'fold-pad-into-max-pool': {
    why: `${byOrder}; padding with −∞, and with 0 of what is never negative.`,
    classes: {
      any: (d) => {
        const never = d.coin();
        const x = map(d, 4, 5);
        const source = never
          ? d.pick(
              () => d.op('Relu', [x]),
              () => d.op('Clip', [x, d.k([], 0), d.k([], 6)]),
            )()
          : x;
        const begin = [d.size(0, 1), d.size(0, 1)];
        const end = [d.size(0, 1), d.size(0, 1)];
        const value = d.k([], never ? 0 : Number.NEGATIVE_INFINITY);
        const padded = d.op('Pad', [source, d.ints([0, 0, ...begin, 0, 0, ...end]), value]);
        const own = d.coin() ? {} : { pads: [1, 0, 0, 1] };
        d.out(d.op('MaxPool', [padded], { kernel_shape: square(3), strides: [d.size(1, 2), 1], ...own }));
      },
    },
    order: true,
  },
};

/** Rules of average pooling, of padding, and of affine maps. */
export const averageCases: Cases = {
  'fold-pad-into-average-pool': {
    why: 'Zeros are counted on both sides: any padding, with and without own padding that is counted, steps.',
    classes: {
      any: (d) => {
        const amounts = () => [d.size(0, 1), d.size(0, 1)];
        const padded = d.op('Pad', [map(d, 4, 5), d.ints([0, 0, ...amounts(), 0, 0, ...amounts()])]);
        const own = d.coin() ? {} : { count_include_pad: 1, pads: [...amounts(), ...amounts()] };
        d.out(d.op('AveragePool', [padded], { kernel_shape: [2, 3], strides: [d.size(1, 2), 1], ...own }));
      },
    },
  },
  'fold-pad-into-conv': {
    why: 'Zeros add nothing: any padding, windows of every kind but automatic padding, Pad by attribute and by input.',
    classes: {
      inputs: (d) => {
        const amounts = () => [d.size(0, 2), d.size(0, 2)];
        const padded = d.op('Pad', [d.x([1, 2, 4, 4]), d.ints([0, 0, ...amounts(), 0, 0, ...amounts()])]);
        const operands = d.biased([padded, d.w([2, 2, 2, 3])], [2]);
        d.out(d.op('Conv', operands, d.coin() ? windows(d, { automatic: false }) : { auto_pad: 'VALID' }));
      },
      attributes: {
        build: (d) => {
          const padded = d.op('Pad', [d.x([1, 2, 4])], { pads: [0, 0, d.size(0, 1), 0, 0, d.size(0, 1)] });
          d.out(d.op('Conv', [padded, d.w([2, 2, 2])]));
        },
        options: { opset: 10 },
      },
    },
  },
  'replace-average-pool-by-global': {
    why: 'A window of the size of the map, said in every way.',
    classes: {
      any: {
        build: (d) => {
          const [h, w] = [d.size(), d.size()];
          const attrs = d.pick<Attributes>(
            {},
            { auto_pad: 'VALID' },
            { strides: [2, 3], ceil_mode: 1 },
            { count_include_pad: 1 },
          );
          d.out(d.op('AveragePool', [map(d, h, w)], { kernel_shape: [h, w], ...attrs }));
        },
        options: { opset: 19 },
      },
    },
  },
  'replace-mean-by-global-average-pool': {
    why: 'One to three spatial axes, from either end and in any order, as attribute and input.',
    classes: {
      attribute: (d) => {
        const shape = d.shape(d.size(3, 5), 1, 3);
        const axes = d.order(shape.length - 2).map((i) => (d.coin() ? i + 2 : i + 2 - shape.length));
        d.out(d.op('ReduceMean', [d.x(shape)], { axes }));
      },
      input: {
        build: (d) => d.out(d.op('ReduceMean', [d.x(d.shape(4, 1, 3)), d.ints(d.pick([2, 3], [-1, 2]))])),
        options: { opset: 18 },
      },
    },
  },
  'replace-global-average-pool-by-mean': {
    why: 'One to three spatial axes, axes as attribute and input.',
    classes: {
      attribute: (d) => d.out(d.op('GlobalAveragePool', [d.x(d.shape(d.size(3, 5), 1, 3))])),
      input: {
        build: (d) => d.out(d.op('GlobalAveragePool', [d.x(d.shape(4, 1, 3))])),
        options: { opset: 18 },
      },
    },
  },
  'lower-batchnorm-to-affine': {
    why: 'Ranks 2 to 4.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 4), 1, 3);
        d.out(batchNorm(d, d.x(shape), shape[1] ?? 1));
      },
    },
  },
  'raise-affine-to-batchnorm': {
    why: 'Factors and shifts of one number or one per channel, in every order, of ranks 2 to 4.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(3, 4), 2, 3);
        const c = shape[1] ?? 1;
        const ones = shape.slice(2).map(() => 1);
        const perChannel = () => d.w(d.pick<readonly number[]>([], [1], [c, ...ones], [1, c, ...ones]));
        d.out(d.op('Add', either(d, d.op('Mul', either(d, d.x(shape), perChannel())), perChannel())));
      },
    },
  },
  'fuse-batchnorm-into-gemm': {
    why: 'Transposed weights, factors, every shape of bias.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(), d.size(), d.size(2, 4)];
        const transB = d.random.int(2);
        const bias = d.pick<readonly number[] | null>(null, [n], [1, n], [m, 1], [1]);
        const operands = [d.x([m, k]), d.w(transB ? [n, k] : [k, n])];
        const attrs = { transB, alpha: { float: d.pick(1, 0.5) }, beta: { float: d.pick(1, 3) } };
        d.out(batchNorm(d, d.op('Gemm', bias === null ? operands : [...operands, d.w(bias)], attrs), n));
      },
    },
  },
  'fuse-batchnorm-into-matmul': {
    why: 'A product of two matrices, whose columns are the channels.',
    classes: {
      any: (d) => {
        const [m, k, n] = d.shape(3) as [number, number, number];
        d.out(batchNorm(d, d.op('MatMul', [d.x([m, k]), d.w([k, n])]), n));
      },
    },
  },
};
