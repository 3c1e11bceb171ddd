import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';
import { conv, either, windows } from './conv';

const linear =
  'A convolution is linear in its weights and its input; windows of every kind that the conditions admit.';

/** Kernel and padding that keep the size of the map at stride 1, automatic padding included. */
function samePadding(d: Draft): { readonly kernel: readonly number[]; readonly attrs: Attributes } {
  const kernel = [d.size(1, 3), d.size(1, 3)];
  if (d.coin()) return { kernel, attrs: { auto_pad: d.pick('SAME_UPPER', 'SAME_LOWER') } };
  const begins = kernel.map((k) => d.random.int(k));
  const ends = kernel.map((k, i) => k - 1 - must(begins[i], 'padding'));
  return { kernel, attrs: { pads: [...begins, ...ends] } };
}

/** Two convolutions of one input whose windows have the same centres, the first one's kernel inside the second's. */
function nested(d: Draft): ValueId[] {
  const channels = d.size(1, 3);
  const x = d.x([d.size(1, 2), channels, 6, 6]);
  const small = [d.pick(1, 3), d.pick(1, 3)];
  const large = small.map((k) => d.pick(k, 3, 5)).map((k, i) => Math.max(k, must(small[i], 'kernel')));
  const step = [d.size(1, 2), d.size(1, 2)];
  const pads = (kernel: readonly number[]) => {
    const half = kernel.map((k) => (k - 1) / 2);
    return [...half, ...half];
  };
  return [small, large].map((kernel) => {
    const filters = d.size(1, 3);
    const operands = d.biased([x, d.w([filters, channels, ...kernel])], [filters]);
    return d.op('Conv', operands, { strides: step, pads: pads(kernel) });
  });
}

/** A group of convolutions of the parts of a Split, joined again. */
function ofParts(d: Draft): void {
  const parts = d.size(2, 3);
  const each = d.size(1, 2);
  const x = d.x([d.size(1, 2), parts * each, 4, 4]);
  const sizes = Array.from({ length: parts }, () => each);
  const filters = d.size(1, 2);
  const attrs = windows(d);
  const kernel = [d.size(1, 2), d.size(1, 2)];
  const convs = d.nodes('Split', [x, d.ints(sizes)], { axis: 1 }, parts).map((part) => {
    return d.op('Conv', d.biased([part, d.w([filters, each, ...kernel])], [filters]), attrs);
  });
  d.out(d.op('Concat', convs, { axis: d.pick(1, -3) }));
}

/** Rules that merge and split convolutions side by side. */
export const parallelConvCases: Cases = {
  'merge-parallel-convs': {
    why: `${linear} Both with or without a bias.`,
    classes: {
      any: (d) => {
        const attrs = windows(d);
        const kernel = [d.size(1, 2), d.size(1, 2)];
        const first = conv(d, { group: 1, kernel, attrs });
        const { channels, x } = first;
        d.out(first.y, conv(d, { group: 1, kernel, attrs, x, channels }).y);
      },
    },
  },
  'split-conv-filters': {
    why: `${linear} Two or three parts, some of which nobody uses.`,
    classes: {
      any: (d) => {
        const sizes = Array.from({ length: d.size(2, 3) }, () => d.size(1, 2));
        const { y } = conv(d, { group: 1, filters: sizes.reduce((n, k) => n + k, 0) });
        d.out(
          ...d
            .nodes('Split', [y, d.ints(sizes)], { axis: d.pick(1, -3) }, sizes.length)
            .slice(d.random.int(2)),
        );
      },
    },
  },
  'enlarge-conv-kernel': {
    why: 'Zeros around a kernel add nothing, as long as the windows stay where they are: kernels of 1 and 3 within 3 and 5, steps of 1 and 2.',
    classes: { any: (d) => d.out(...nested(d)) },
  },
  'shrink-conv-kernel': {
    why: 'What is left out of the kernel is zeros that a Pad of the weights put there; any border, with enough padding.',
    classes: {
      any: (d) => {
        const [filters, channels] = [d.size(1, 3), d.size(1, 3)];
        const border = [d.size(0, 1), d.size(0, 1), d.size(0, 1), d.size(0, 1)];
        const zeros = d.ints([0, 0, ...border.slice(0, 2), 0, 0, ...border.slice(2)]);
        const w = d.folded('Pad', [d.w([filters, channels, d.size(1, 2), d.size(1, 2)]), zeros]);
        d.out(d.op('Conv', [d.x([1, channels, 5, 5]), w], { pads: border }));
      },
    },
  },
  'split-conv-over-concat': {
    why: `${linear} Two or three parts of any size along the channels.`,
    classes: {
      any: (d) => {
        const sizes = Array.from({ length: d.size(2, 3) }, () => d.size(1, 2));
        const batch = d.size(1, 2);
        const x = d.op(
          'Concat',
          sizes.map((c) => d.x([batch, c, 4, 4])),
          { axis: d.pick(1, -3) },
        );
        const channels = sizes.reduce((n, c) => n + c, 0);
        d.out(conv(d, { group: 1, channels, x }).y);
      },
    },
  },
  'join-convs-over-concat': {
    why: `${linear} Both with or without a bias, two inputs of any numbers of channels.`,
    classes: {
      any: (d) => {
        const attrs = windows(d);
        const kernel = [d.size(1, 2), d.size(1, 2)];
        const batch = d.size(1, 2);
        const one = () => {
          const channels = d.size(1, 3);
          return conv(d, { group: 1, kernel, attrs, channels, x: d.x([batch, channels, 4, 4]), filters: 3 })
            .y;
        };
        d.out(d.op('Add', [one(), one()]));
      },
    },
  },
  'merge-added-convs': {
    why: `${linear} One and two groups, both with or without a bias.`,
    classes: {
      any: (d) => {
        const attrs = windows(d);
        const [kernel, group] = [[d.size(1, 2), d.size(1, 2)], d.pick(1, 2)];
        const first = conv(d, { group, kernel, attrs });
        const { channels, filters, x } = first;
        d.out(d.op('Add', [first.y, conv(d, { group, kernel, attrs, channels, filters, x }).y]));
      },
    },
  },
  'absorb-residual-into-conv': {
    why: 'A kernel with a place that reads what the output stands on: any kernel with explicit or automatic padding that keeps the size, the sum in both orders.',
    classes: {
      any: (d) => {
        const channels = d.size(1, 3);
        const x = d.x([d.size(1, 2), channels, 4, 4]);
        const { y } = conv(d, { group: 1, x, channels, filters: channels, ...samePadding(d) });
        d.out(d.op('Add', either(d, x, y)));
      },
    },
  },
  'split-grouped-conv': {
    why: `${linear} Two and three groups, Split by attribute and by input.`,
    classes: {
      any: (d) => d.out(conv(d, { group: d.size(2, 3) }).y),
      'before 13': { build: (d) => d.out(conv(d, { group: 2 }).y), options: { opset: 11 } },
    },
  },
  'join-convs-into-groups': {
    why: `${linear} Two and three parts, each with or without a bias.`,
    classes: { any: ofParts },
  },
  'densify-grouped-conv': {
    why: `${linear} Two and three groups.`,
    classes: { any: (d) => d.out(conv(d, { group: d.size(2, 3) }).y) },
  },
};
