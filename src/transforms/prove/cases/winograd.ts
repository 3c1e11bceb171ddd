import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
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

/** Rules that compute convolutions by products at points, and put tiles side by side. */
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
