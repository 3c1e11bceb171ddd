import type { CaseClass } from '../case';
import type { Draft } from '../draft';
import { conv } from './conv';

/** A convolution and a normalization of its result, its statistics of this type. */
const normalised =
  (attrs: Readonly<Record<string, number>>, statistics: 'float32' | 'float64') => (d: Draft) => {
    const { y, filters } = conv(d, { attrs: {} });
    const vectors = Array.from({ length: 4 }, () => d.w([filters], statistics));
    d.out(d.op('BatchNormalization', [y, ...vectors], attrs));
  };

/** Near misses of older opsets and other types, and of rules that were added last. */
export const lateNearMisses: Readonly<Record<string, CaseClass | CaseClass['build']>> = {
  'a normalization of an old opset in training mode': {
    build: (d) => normalised(d.coin() ? {} : { is_test: 0 }, 'float32')(d),
    options: { opset: 6 },
  },
  'a normalization with statistics of another type': normalised({}, 'float64'),
};
