import type { DreamStep } from '../../workers/dream/protocol';
import type { ReplayStep } from '../../workers/session/dream/protocol';
import type { CurvePoint } from './curves';

/** Where a dream and reality part, and why. */
export interface Parting {
  /** 1-based. */
  readonly step: number;
  readonly kind: 'illegal' | 'runtime' | 'mask';
  /** A sentence without its full stop. */
  readonly what: string;
}

/** Which rules a dream thought legal that are not, and which it missed. */
export interface MaskError {
  readonly invented: readonly number[];
  readonly missed: readonly number[];
}

export function maskError(imagined: ArrayLike<number>, real: ArrayLike<number>): MaskError {
  const invented: number[] = [];
  const missed: number[] = [];
  for (let rule = 0; rule < real.length; rule++) {
    const [claim, truth] = [(imagined[rule] ?? 0) > 0, (real[rule] ?? 0) > 0];
    if (claim && !truth) invented.push(rule);
    if (!claim && truth) missed.push(rule);
  }
  return { invented, missed };
}

const percentOff = (imagined: number, real: number): string => {
  const off = 100 * (real / imagined - 1);
  return `${Math.abs(off).toFixed(Math.abs(off) < 10 ? 1 : 0)}\u202f% ${off > 0 ? 'slower' : 'faster'}`;
};

/** The first parting of each kind, in the order of steps. `real` holds the points that are known. */
export function partingsOf(
  steps: readonly DreamStep[],
  replay: readonly ReplayStep[],
  imagined: readonly CurvePoint[],
  real: readonly (CurvePoint & { readonly kind: 'measured' | 'estimated' })[],
): Parting[] {
  const found: Parting[] = [];
  const mask = replay.findIndex(({ legal, counts }, i) => {
    const own = steps[i];
    if (!legal || own === undefined) return false;
    const { invented, missed } = maskError(own.counts, counts);
    return invented.length + missed.length > 0;
  });
  if (mask >= 0) {
    const { invented, missed } = maskError(steps[mask]?.counts ?? [], replay[mask]?.counts ?? []);
    const words = [
      invented.length > 0
        ? `${rules(invented.length)} thought legal ${invented.length === 1 ? 'is' : 'are'} not`
        : null,
      missed.length > 0 ? `${rules(missed.length)} missed` : null,
    ].filter((word) => word !== null);
    found.push({ step: mask + 1, kind: 'mask', what: `mask wrong: ${words.join(', ')}` });
  }
  const off = real.find(({ step, low, high }) => {
    const own = imagined[step];
    return step > 0 && own !== undefined && (high < own.low * 0.999 || low > own.high * 1.001);
  });
  const own = off === undefined ? undefined : imagined[off.step];
  if (off !== undefined && own !== undefined)
    found.push({
      step: off.step,
      kind: 'runtime',
      what: `${off.kind} ${percentOff(own.ms, off.ms)} than imagined, outside the interval`,
    });
  const illegal = replay.findIndex(({ legal }) => !legal);
  if (illegal >= 0)
    found.push({ step: illegal + 1, kind: 'illegal', what: `illegal there: ${replay[illegal]?.why ?? ''}` });
  return found.sort((a, b) => a.step - b.step);
}

/** The sign of a parting, in the chart and in the list. */
export const signOf = ({ kind }: Parting): string =>
  kind === 'illegal' ? '✕' : kind === 'runtime' ? '≠' : '?';

const rules = (n: number): string => (n === 1 ? '1 rule' : `${n} rules`);
