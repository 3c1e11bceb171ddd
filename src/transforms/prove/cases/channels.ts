import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { batchNorm, conv, windows } from './conv';

/** Channels picked by a Gather: a permutation, or any channels, counted from either end. */
const pick = (d: Draft, x: ValueId, channels: number, order: readonly number[]) =>
  d.op('Gather', [x, d.ints(order.map((c) => (d.coin() ? c : c - channels)))], { axis: 1 });

const anyChannels = (d: Draft, channels: number) =>
  Array.from({ length: d.size(1, channels + 1) }, () => d.random.int(channels));

/** An operator that works channel by channel. */
function channelwise(d: Draft, x: ValueId, channels: number): ValueId {
  return d.pick(
    () => d.op('Relu', [x]),
    () => d.op('Sigmoid', [x]),
    () => d.op('Clip', [x, d.k([], -0.5), d.k([], 0.5)]),
    () => d.op('AveragePool', [x], { kernel_shape: [2, 2] }),
    () => d.op('GlobalAveragePool', [x]),
    () => batchNorm(d, x, channels),
    () => d.op('Conv', d.biased([x, d.w([channels, 1, 2, 2])], [channels]), { group: channels }),
  )();
}

const shuffles = 'Two and three groups of two and three channels, of ranks 3 and 4.';

/** Reshape, Transpose and Reshape that shuffle channels. */
function shuffle(d: Draft): void {
  const [groups, each, h] = [d.size(2, 3), d.size(2, 3), d.size()];
  const channels = groups * each;
  const apart = d.op('Reshape', [d.x([2, channels, h, 2]), d.ints([2, groups, each, h, 2])]);
  const turned = d.op('Transpose', [apart], { perm: [0, 2, 1, 3, 4] });
  d.out(d.op('Reshape', [turned, d.ints([2, channels, h, 2])]));
}

/** Rules that move channels about. */
export const channelCases: Cases = {
  'recognise-channel-shuffle': { why: shuffles, classes: { any: shuffle } },
  'lower-channel-gather-to-shuffle': {
    why: shuffles,
    classes: {
      any: (d) => {
        const [groups, each] = [d.size(2, 3), d.size(2, 3)];
        const channels = groups * each;
        const order = Array.from(
          { length: channels },
          (_, i) => (i % groups) * each + Math.floor(i / groups),
        );
        d.out(pick(d, d.x([d.size(), channels, ...d.shape(d.size(1, 2))]), channels, order));
      },
    },
  },
  'move-channel-gather-after-channelwise': {
    why: 'Any permutation; unary functions stand as unknown ones, pools, normalization and depthwise convolution.',
    classes: {
      any: (d) => d.out(channelwise(d, pick(d, d.x([1, 4, 3, 3]), 4, d.order(4)), 4)),
      'max pool': {
        build: (d) =>
          d.out(d.op('MaxPool', [pick(d, d.x([1, 3, 3, 3]), 3, d.order(3))], { kernel_shape: [2, 2] })),
        domain: 'order',
      },
    },
  },
  'move-channel-gather-before-channelwise': {
    why: 'Any channels, left out and repeated (a permutation for convolutions); operators as above.',
    classes: {
      any: (d) => {
        const y = channelwise(d, d.x([1, 4, 3, 3]), 4);
        d.out(pick(d, y, 4, d.coin() ? d.order(4) : anyChannels(d, 4)));
      },
      'max pool': {
        build: (d) =>
          d.out(
            pick(d, d.op('MaxPool', [d.x([1, 3, 3, 3])], { kernel_shape: [2, 2] }), 3, anyChannels(d, 3)),
          ),
        domain: 'order',
      },
    },
  },
  'absorb-channel-gather-into-next-conv': {
    why: 'Any permutation, windows of every kind, with and without a bias.',
    classes: {
      any: (d) => {
        const channels = d.size(2, 4);
        const x = pick(d, d.x([1, channels, 4, 4]), channels, d.order(channels));
        d.out(conv(d, { group: 1, x, channels, attrs: windows(d) }).y);
      },
    },
  },
  'absorb-channel-gather-into-previous-conv': {
    why: 'Any channels, left out and repeated, windows of every kind, with and without a bias.',
    classes: {
      any: (d) => {
        const filters = d.size(2, 4);
        d.out(pick(d, conv(d, { group: 1, filters }).y, filters, anyChannels(d, filters)));
      },
    },
  },
  'merge-channel-gathers': {
    why: 'Any channels of any channels, counted from either end.',
    classes: {
      any: (d) => {
        const first = anyChannels(d, 4);
        const inner = pick(d, d.x([2, 4, 3]), 4, first);
        d.out(pick(d, inner, first.length, anyChannels(d, first.length)));
      },
    },
  },
  'split-channel-gather': {
    why: 'Any channels in two parts, of which one may be unused.',
    classes: {
      any: (d) => {
        const order = [...d.order(6)];
        const sizes = [d.size(1, 5)];
        sizes.push(6 - must(sizes[0], 'size'));
        const parts = d.nodes('Split', [pick(d, d.x([2, 6, 2]), 6, order), d.ints(sizes)], { axis: 1 }, 2);
        d.out(...parts.slice(d.random.int(2)));
      },
    },
  },
  'move-channel-gather-before-concat': {
    why: 'Channels of one part or both, in random and in rising order, repeated or left out.',
    classes: {
      random: (d) => {
        const [a, b] = [d.size(1, 3), d.size(1, 3)];
        const both = d.op('Concat', [d.x([2, a, 2]), d.x([2, b, 2])], { axis: 1 });
        d.out(pick(d, both, a + b, anyChannels(d, a + b)));
      },
      rising: (d) => {
        const both = d.op('Concat', [d.x([2, 3, 2]), d.x([2, 3, 2])], { axis: 1 });
        d.out(
          pick(
            d,
            both,
            6,
            [...new Set(anyChannels(d, 6))].sort((x, y) => x - y),
          ),
        );
      },
    },
  },
};
