import type { Cases } from '../case';
import type { Draft } from '../draft';
import { conv, windows } from './conv';

const linear = 'Both sides are the same polynomial in input and weights';

/** A Conv of one place with one step and no padding, written in the ways in which that is said. */
const pointwise = (d: Draft) =>
  d.pick({}, { pads: [0, 0, 0, 0] }, { auto_pad: 'VALID' }, { strides: [1, 1] });

/** Rules that turn convolutions into products and pooling, and compose them. */
export const pointwiseConvCases: Cases = {
  'replace-pointwise-conv-by-matmul': {
    why: `${linear}; one and two spatial axes, with and without a bias.`,
    classes: {
      plane: (d) =>
        d.out(conv(d, { group: 1, kernel: [1, 1], attrs: pointwise(d), size: [d.size(), d.size()] }).y),
      line: (d) => {
        const [filters, channels] = [d.size(), d.size()];
        d.out(
          d.op(
            'Conv',
            d.biased([d.x([d.size(), channels, d.size()]), d.w([filters, channels, 1])], [filters]),
          ),
        );
      },
    },
  },
  'replace-pointwise-conv-by-gemm': {
    why: `${linear}; a kernel of the size of the map, with and without a bias.`,
    classes: {
      any: (d) => {
        const size = [d.size(1, 3), d.size(1, 3)];
        d.out(conv(d, { group: 1, kernel: size, size, attrs: pointwise(d) }).y);
      },
    },
  },
  'compose-conv-with-pointwise': {
    why: `${linear}; any windows of the first, steps of the second, each with or without a bias.`,
    classes: {
      any: (d) => {
        const first = conv(d, { group: 1, filters: d.size(4, 6), channels: d.size(1, 2) });
        const attrs = d.coin() ? {} : { strides: [d.size(1, 2), d.size(1, 2)] };
        d.out(
          conv(d, {
            group: 1,
            x: first.y,
            channels: first.filters,
            filters: d.size(1, 2),
            kernel: [1, 1],
            attrs,
          }).y,
        );
      },
    },
  },
  'compose-pointwise-with-conv': {
    why: `${linear}; any windows of the second, which pads only what has no bias, each with or without one.`,
    classes: {
      any: (d) => {
        const channels = d.size(1, 2);
        const first = conv(d, {
          group: 1,
          channels,
          filters: d.size(4, 6),
          kernel: [1, 1],
          attrs: pointwise(d),
        });
        d.out(conv(d, { group: 1, x: first.y, channels: first.filters, filters: d.size(1, 2) }).y);
      },
    },
  },
  'narrow-conv-to-slice': {
    why: `${linear}; any range of filters, from either end, with and without a bias, Slice by attributes and by inputs.`,
    classes: {
      inputs: (d) => {
        const { y } = conv(d, { group: 1, filters: 4 });
        const [start, end] = [d.size(0, 2), d.size(3, 4)];
        const ends = d.ints([d.pick(end, end === 4 ? 99 : end - 4)]);
        d.out(d.op('Slice', [y, d.ints([d.pick(start, start - 4)]), ends, d.ints([d.pick(1, -3)])]));
      },
      attributes: {
        build: (d) => {
          const { y } = conv(d, { group: 1, filters: 4 });
          d.out(d.op('Slice', [y], { starts: [d.size(0, 1)], ends: [d.pick(-1, 3)], axes: [1] }));
        },
        options: { opset: 9 },
      },
    },
  },
  'move-average-pool-before-pointwise-conv': {
    why: `${linear}: a mean of products is the product with the mean; counted padding only without a bias, ceil mode.`,
    classes: {
      any: (d) => {
        const pool = {
          kernel_shape: [2, 2],
          ...windows(d, { automatic: false }),
          count_include_pad: d.random.int(2),
        };
        const { dilations: _, ...attrs } = pool as Record<string, number | number[]>;
        const made = conv(d, { group: 1, kernel: [1, 1], attrs: {}, size: [5, 4] });
        d.out(d.op('AveragePool', [made.y], { ...attrs, ceil_mode: d.random.int(2) }));
      },
    },
  },
  'move-average-pool-behind-pointwise-conv': {
    why: `${linear}: a mean of products is the product with the mean; counted padding only without a bias, ceil mode.`,
    classes: {
      any: (d) => {
        const { dilations: _, ...attrs } = windows(d, { automatic: false });
        const channels = d.size(1, 3);
        const pool = {
          kernel_shape: [2, 2],
          ...attrs,
          count_include_pad: d.random.int(2),
          ceil_mode: d.random.int(2),
        };
        const x = d.op('AveragePool', [d.x([d.size(1, 2), channels, 5, 4])], pool);
        d.out(conv(d, { group: 1, x, channels, kernel: [1, 1], attrs: {} }).y);
      },
    },
  },
  'move-global-pool-before-pointwise-conv': {
    why: `${linear}: a mean of products is the product with the mean; with and without a bias.`,
    classes: {
      any: (d) => d.out(d.op('GlobalAveragePool', [conv(d, { kernel: [1, 1], attrs: {} }).y])),
    },
  },
  'move-global-average-pool-after-conv': {
    why: `${linear}: a mean of products is the product with the mean; one and two groups, with and without a bias.`,
    classes: {
      any: (d) => {
        const channels = 2 * d.size(1, 2);
        const x = d.op('GlobalAveragePool', [d.x([d.size(1, 2), channels, 3, 4])]);
        d.out(conv(d, { x, channels, kernel: [1, 1], attrs: d.pick({}, { auto_pad: 'SAME_UPPER' }) }).y);
      },
    },
  },
};
