import { CodedError } from '../core';
import type { ClockResidual } from './clockResidual';

/** A residual as JSON, with where it comes from: it lies beside the checkpoint that it was fitted for. */
export interface ResidualFile {
  readonly kind: 'worldmodel/clock';
  readonly slope: number;
  /** Rule and what belongs to it, one after the other. */
  readonly slopes: readonly number[];
  readonly terms: readonly number[];
  readonly scatter: number;
  readonly intervalScale: number;
  /** SHA-256 of the checkpoint, the models and graphs that were measured, with what, and what it was found to be worth. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

const flat = (of: ReadonlyMap<number, number>): number[] =>
  [...of].flatMap(([rule, value]) => (Math.abs(value) < 1e-4 ? [] : [rule, digits(value)]));
const digits = (x: number): number => Number(x.toPrecision(4));

export const packResidual = (
  { slope, slopes, terms, scatter, intervalScale }: ClockResidual,
  provenance: ResidualFile['provenance'],
): ResidualFile => ({
  kind: 'worldmodel/clock',
  slope: digits(slope),
  slopes: flat(slopes),
  terms: flat(terms),
  scatter: digits(scatter),
  intervalScale: digits(intervalScale),
  provenance,
});

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isFlat = (x: unknown): x is readonly number[] =>
  Array.isArray(x) &&
  x.length % 2 === 0 &&
  x.every((y, i) => (i % 2 === 0 ? Number.isSafeInteger(y) && y >= 0 : Number.isFinite(y)));
const mapOf = (list: readonly number[]): Map<number, number> =>
  new Map(
    Array.from({ length: list.length / 2 }, (_, i): [number, number] => [
      list[2 * i] ?? 0,
      list[2 * i + 1] ?? 0,
    ]),
  );
const isSize = (x: unknown): x is number => Number.isFinite(x) && Number(x) >= 0;

/**
 * @param checkpoint SHA-256 of the checkpoint that is to be corrected, as hexadecimal digits.
 * @throws CodedError CHECKPOINT_REJECTED for what is no such file, or one of another checkpoint.
 */
export function readResidual(json: unknown, checkpoint: string): ClockResidual {
  const reject = (message: string) => new CodedError('CHECKPOINT_REJECTED', message);
  if (!isRecord(json) || json.kind !== 'worldmodel/clock')
    throw reject('the file holds no residual of the clock');
  const { slope, slopes, terms, scatter, intervalScale, provenance } = json;
  if (
    !Number.isFinite(slope) ||
    !isFlat(slopes) ||
    !isFlat(terms) ||
    !isSize(scatter) ||
    !isSize(intervalScale)
  )
    throw reject('the residual of the clock is damaged');
  if (!isRecord(provenance) || provenance.checkpoint !== checkpoint)
    throw reject('the residual of the clock belongs to another world model');
  return { slope: Number(slope), slopes: mapOf(slopes), terms: mapOf(terms), scatter, intervalScale };
}
