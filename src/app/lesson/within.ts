import type { Measured } from '../../workers/session/protocol';
import { ratio } from '../format';

/** The interval of a measured speed-up, named: `(95 %: ×0.98 to ×1.08)`. */
export const within = ({ ratioLow, ratioHigh }: Pick<Measured, 'ratioLow' | 'ratioHigh'>): string =>
  `(95\u202f%:\u00a0${ratio(ratioLow)} to\u00a0${ratio(ratioHigh)})`;
