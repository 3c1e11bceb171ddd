import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';

export const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

/** Random windows of two spatial axes: strides, dilations, explicit or automatic padding. */
export function windows(d: Draft, options: { automatic?: boolean } = {}): Attributes {
  const two = (low: number, high: number) => [d.size(low, high), d.size(low, high)];
  const strides = d.coin() ? {} : { strides: two(1, 2) };
  const mode = d.random.int(4);
  if (mode === 0 && options.automatic !== false) {
    return { ...strides, auto_pad: d.pick('SAME_UPPER', 'SAME_LOWER', 'VALID') };
  }
  const dilations = d.coin() ? {} : { dilations: two(1, 2) };
  return { ...strides, ...dilations, ...(mode === 1 ? {} : { pads: [...two(0, 1), ...two(0, 1)] }) };
}

export interface ConvDraft {
  readonly y: ValueId;
  readonly x: ValueId;
  readonly filters: number;
  readonly channels: number;
}

interface ConvOptions {
  readonly x?: ValueId;
  readonly channels?: number;
  readonly filters?: number;
  readonly group?: number;
  readonly kernel?: readonly number[];
  readonly attrs?: Attributes;
  readonly size?: readonly number[];
}

/** A Conv over two spatial axes with random groups, windows and bias. */
export function conv(d: Draft, options: ConvOptions = {}): ConvDraft {
  const group = options.group ?? d.pick(1, 1, 2);
  const channels = options.channels ?? group * d.size(1, 2);
  const filters = options.filters ?? group * d.size(1, 2);
  const x = options.x ?? d.x([d.size(1, 2), channels, ...(options.size ?? [d.size(3, 5), d.size(3, 5)])]);
  const kernel = options.kernel ?? [d.size(1, 2), d.size(1, 3)];
  const operands = d.biased([x, d.w([filters, channels / group, ...kernel])], [filters]);
  return { y: d.op('Conv', operands, { group, ...(options.attrs ?? windows(d)) }), x, filters, channels };
}

/** One number, or one per channel, in the shapes that broadcast over [batch, channels, height, width]. */
export const perChannel = (d: Draft, channels: number) =>
  d.w(d.pick<readonly number[]>([], [1], [channels, 1, 1], [1, channels, 1, 1], [1, 1, 1]));

const anyWindows =
  'A convolution is linear in its weights and its input for any windows: one and two groups, strides, dilations, explicit and automatic padding, with and without a bias.';

/** A ConvTranspose with random groups, windows and bias. */
function convTranspose(d: Draft): ConvDraft {
  const group = d.pick(1, 2);
  const [channels, filters] = [group * d.size(1, 2), group * d.size(1, 2)];
  const x = d.x([d.size(1, 2), channels, d.size(2, 3), d.size(2, 3)]);
  const operands = d.biased([x, d.w([channels, filters / group, 2, d.size(1, 3)])], [filters]);
  const strides = [d.size(1, 2), d.size(1, 2)];
  const pads = d.coin() ? [0, 0, 0, 0] : [1, 0, 0, 0];
  return { y: d.op('ConvTranspose', operands, { group, strides, pads }), x, channels, filters };
}

export function batchNorm(d: Draft, x: ValueId, channels: number): ValueId {
  const vectors = Array.from({ length: 4 }, () => d.w([channels]));
  return d.op('BatchNormalization', [x, ...vectors], { epsilon: d.pick(1e-5, 0.25) });
}

/** Rules that fold factors, addends and normalizations into the convolution before them. */
export const convCases: Cases = {
  'fold-batch-normalization-into-conv': {
    why: anyWindows,
    classes: {
      any: (d) => {
        const { y, filters } = conv(d);
        d.out(batchNorm(d, y, filters));
      },
    },
  },
  'fold-factor-into-conv': {
    why: `${anyWindows} Factors and divisors of one number or one per channel.`,
    classes: {
      any: (d) => {
        const { y, filters } = conv(d);
        const c = perChannel(d, filters);
        d.out(d.coin() ? d.op('Mul', either(d, y, c)) : d.op('Div', [y, c]));
      },
    },
  },
  'fold-addend-into-conv': {
    why: `${anyWindows} Addends of one per channel.`,
    classes: {
      any: (d) => {
        const { y, filters } = conv(d);
        d.out(d.op('Add', either(d, y, d.w(d.pick([filters, 1, 1], [1, filters, 1, 1])))));
      },
    },
  },
  'fuse-batchnorm-into-conv-transpose': {
    why: 'One and two groups, strides and padding, with and without a bias.',
    classes: {
      any: (d) => {
        const { y, filters } = convTranspose(d);
        d.out(batchNorm(d, y, filters));
      },
    },
  },
  'fuse-scale-into-conv-transpose': {
    why: 'One and two groups, strides and padding, with and without a bias; one number or one per channel.',
    classes: {
      any: (d) => {
        const { y, filters } = convTranspose(d);
        d.out(d.op('Mul', either(d, y, perChannel(d, filters))));
      },
    },
  },
  'fuse-shift-into-conv-transpose': {
    why: 'One and two groups, strides and padding, with and without a bias; one number or one per channel.',
    classes: {
      any: (d) => {
        const { y, filters } = convTranspose(d);
        d.out(d.op('Add', either(d, y, perChannel(d, filters))));
      },
    },
  },
  'absorb-batchnorm-into-next-conv': {
    why: 'A convolution without padding; one and two groups, strides and dilations, with and without a bias.',
    classes: {
      any: (d) => {
        const group = d.pick(1, 2);
        const channels = group * d.size(1, 2);
        const x = batchNorm(d, d.x([d.size(1, 2), channels, 4, 5]), channels);
        const attrs = windows(d);
        d.out(conv(d, { x, channels, group, filters: group * d.size(1, 2), attrs }).y);
      },
    },
  },
  'absorb-scale-into-next-conv': {
    why: `${anyWindows} Also before ConvTranspose; one number or one per channel.`,
    classes: {
      conv: (d) => {
        const group = d.pick(1, 2);
        const channels = group * d.size(1, 2);
        const x = d.op('Mul', either(d, d.x([d.size(1, 2), channels, 4, 4]), perChannel(d, channels)));
        d.out(conv(d, { x, channels, group, filters: group * d.size(1, 2) }).y);
      },
      'conv transpose': (d) => {
        const group = d.pick(1, 2);
        const channels = group * d.size(1, 2);
        const x = d.op('Mul', either(d, d.x([2, channels, 3, 3]), perChannel(d, channels)));
        const operands = d.biased([x, d.w([channels, 2, 2, 2])], [2 * group]);
        d.out(d.op('ConvTranspose', operands, { group, strides: [2, 1] }));
      },
    },
  },
};
