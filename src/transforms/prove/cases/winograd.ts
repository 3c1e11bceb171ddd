import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';
import { conv } from './conv';

const winograd =
  'Both sides are the same polynomial in input and weights; whole tiles and tiles that reach beyond the output, any padding, with and without a bias, one image and two, one group and two';

/** A Conv of about so many channels, of a few tiles and now and then of another step: with fewer channels nothing is saved. */
function tiled(d: Draft, kernel: readonly number[], channels: number, group = 1): ValueId {
  const near = () => group * d.size(channels, channels + 3);
  const pads = kernel.flatMap((taps) => (taps === 1 ? [0] : [d.size(0, taps - 1)]));
  const step = d.random.int(6) === 0 ? d.pick('strides', 'dilations') : null;
  const attrs = { pads: [...pads, ...pads], ...(step === null ? {} : { [step]: kernel.map(() => 2) }) };
  const long = kernel.length === 1;
  const size = kernel.map((taps) => (long ? d.size(40, 48) : taps === 1 ? d.size(4, 5) : d.size(6, 10)));
  return conv(d, { group, channels: near(), filters: near(), kernel, attrs, size }).y;
}

const turned =
  'Both sides are the same polynomial in input and weights; kernels of one to three taps an axis, dilated or not, any padding, with and without a bias, one image and two';

/** Attributes of a window that moves by one, now and then by more. */
function closeWindows(d: Draft, widest: number): Attributes {
  const each = (draw: () => number) => [draw(), draw()];
  const pads = [...each(() => d.size(0, widest)), ...each(() => d.size(0, widest))];
  const dilations = d.coin() ? {} : { dilations: each(() => d.size(1, 2)) };
  return { pads, ...dilations, ...(d.random.int(4) === 0 ? { strides: each(() => d.size(1, 2)) } : {}) };
}

/** Rules that compute convolutions in another way: by products at points, by what inputs add; and put tiles side by side. */
export const winogradCases: Cases = {
  'replace-conv-by-winograd': {
    why: `${winograd}; kernels of two to five, rows and columns of up to seven, one spatial axis.`,
    classes: {
      plane: (d) => d.out(tiled(d, [d.size(2, 3), d.pick(3, 3, 4, 5)], 9)),
      groups: (d) => d.out(tiled(d, [3, 3], 8, 2)),
      row: (d) => d.out(tiled(d, d.pick([1, 7], [5, 1], [3, 1]), 14)),
      line: (d) => d.out(tiled(d, [d.size(3, 5)], 14)),
    },
  },
  'replace-conv-by-conv-transpose': {
    why: `${turned}.`,
    classes: {
      few: (d) => {
        const filters = d.size(1, 2);
        const drawn = { filters, channels: filters + d.size(1, 4), kernel: [d.size(1, 3), d.size(1, 3)] };
        d.out(
          conv(d, { ...drawn, group: 1, attrs: closeWindows(d, 2), size: [d.size(3, 5), d.size(4, 5)] }).y,
        );
      },
      line: (d) => {
        const [kernel, size] = [[d.size(2, 4)], [d.size(6, 9)]];
        d.out(
          conv(d, { group: 1, filters: 1, channels: 2, kernel, size, attrs: { pads: [d.size(0, 1), 1] } }).y,
        );
      },
    },
  },
  'replace-conv-transpose-by-conv': {
    why: `${turned}, one group and more.`,
    classes: {
      any: (d) => {
        const group = d.pick(1, 1, 2, 3);
        const [channels, filters] = [group * d.size(1, 2), group * d.size(1, 2)];
        const x = d.x([d.size(1, 2), channels, d.size(3, 4), d.size(3, 4)]);
        const weights = d.w([channels, filters / group, d.size(1, 3), d.size(1, 3)]);
        const attrs = closeWindows(d, 1);
        const extra = d.random.int(4) === 0 ? { output_padding: [0, 1], dilations: [1, 2] } : {};
        d.out(d.op('ConvTranspose', d.biased([x, weights], [filters]), { group, ...attrs, ...extra }));
      },
    },
  },
  'lower-depth-to-space': {
    why: 'Elements are only placed anew; both modes, several images, blocks of one to three.',
    classes: {
      any: (d) => {
        const blocksize = d.size(1, 3);
        const shape = [d.size(1, 2), blocksize ** 2 * d.size(1, 3), d.size(1, 3), d.size(1, 3)];
        d.out(d.op('DepthToSpace', [d.x(shape)], { blocksize, mode: d.pick('DCR', 'CRD') }));
      },
    },
  },
};
