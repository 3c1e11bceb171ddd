import { elementCount } from '../constant';
import {
  dimAdd,
  dimBounds,
  dimCompare,
  dimDivExact,
  dimFloorDiv,
  dimMax,
  dimMin,
  dimMod,
  dimMul,
  dimSub,
  freshInt,
} from '../dim';
import { type DType, isFloat } from '../dtype';
import type { Dim, Value } from '../types';
import { fitsInteger } from './integerRanges';
import { broadcastPlaces, isSmall } from './layout';
import { isWhole, knownFloats, knownInts, shape } from './support';

/**
 * Arithmetic on the contents of shape tensors. Contents are followed through small integer, boolean and floating-point
 * tensors, in row-major order; an entry is a number, or a symbolic dimension (always a whole number). null: not known.
 */
export type EntryRule = (a: Dim, b: Dim) => Dim | null;

/** The contents of a small tensor of any numeric type; null when they are not known. */
export function entries(value: Value | null | undefined): readonly Dim[] | null {
  if (!value || !isSmall(shape(value))) return null;
  return knownInts(value) ?? knownFloats(value);
}

/** `entries`, with an unknown entry for each element of a small tensor whose contents are not known. */
export function entriesOrUnknown(value: Value | null | undefined): readonly Dim[] | null {
  const known = entries(value);
  if (known !== null || !value) return known;
  const dims = shape(value);
  if (!isSmall(dims)) return null;
  return Array.from({ length: elementCount(dims) }, () => freshInt());
}

/** The rule applied to each entry; null where the contents are not known. */
export function mapEntries(
  value: Value | null | undefined,
  rule: (entry: Dim) => Dim | null,
): readonly Dim[] | null {
  return entries(value)?.map((entry) => rule(entry) ?? freshInt()) ?? null;
}

/** The rule applied entry by entry with broadcasting to `dims`, the shape of the result. */
export function zipEntries(
  left: Value | null | undefined,
  right: Value | null | undefined,
  dims: readonly Dim[] | null,
  rule: EntryRule,
): readonly Dim[] | null {
  if (!isSmall(dims)) return null;
  const a = entries(left);
  const b = a === null ? null : entries(right);
  if (a === null || b === null) return null;
  const [x, y] = [spread(a, left, dims), spread(b, right, dims)];
  return x.map((entry, i) => {
    const other = y[i];
    return (entry === undefined || other === undefined ? null : rule(entry, other)) ?? freshInt();
  });
}

/** Entries broadcast to a shape. */
function spread(
  known: readonly Dim[],
  value: Value | null | undefined,
  dims: readonly number[],
): readonly (Dim | undefined)[] {
  const own = shape(value);
  if (!isSmall(own) || (own.length === dims.length && known.length === elementCount(dims))) return known;
  return broadcastPlaces(own, dims).map((place) => known[place]);
}

/** Constants are read no further than this: it stands for itself and for all beyond. */
export const isSaturated = (x: Dim): boolean =>
  typeof x === 'number' && Math.abs(x) === Number.MAX_SAFE_INTEGER;

const round = (element: DType | null, x: number): number => (element === 'float32' ? Math.fround(x) : x);

/**
 * The numbers' own arithmetic where both are numbers, else that of dimensions.
 * @param ordered it gives one of the two, so that what a saturated number stands for does not matter
 */
const arithmetic =
  (numbers: (a: number, b: number) => number, dims: EntryRule, ordered = false) =>
  (element: DType | null): EntryRule =>
  (a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return dims(a, b);
    if (!ordered && (isSaturated(a) || isSaturated(b))) return null;
    const value = round(element, numbers(a, b));
    const exact = element !== null && isFloat(element) ? Number.isFinite(value) : fitsInteger(element, value);
    return exact ? value + 0 : null;
  };

/** Integer division truncates; for symbols that is floor where the numerator cannot be negative. */
function divide(a: Dim, b: Dim, float: boolean): Dim | null {
  if (float) return dimDivExact(a, b);
  if (dimBounds(b)[0] >= 1 && dimBounds(a)[0] >= 0) return dimFloorDiv(a, b);
  return dimDivExact(a, b);
}

export const rules = {
  Add: arithmetic((a, b) => a + b, dimAdd),
  Sub: arithmetic((a, b) => a - b, dimSub),
  Mul: arithmetic((a, b) => a * b, dimMul),
  Max: arithmetic(Math.max, dimMax, true),
  Min: arithmetic(Math.min, dimMin, true),
  Pow: arithmetic(
    (a, b) => a ** b,
    (a, b) => (b === 1 ? a : b === 2 ? dimMul(a, a) : null),
  ),
  Div: (element: DType | null): EntryRule => {
    const float = element !== null && isFloat(element);
    const quotient = (a: number, b: number) => (float ? a / b : Math.trunc(a / b));
    return arithmetic(quotient, (a, b) => divide(a, b, float))(element);
  },
  /** The remainder has the sign of the divisor. */
  Mod: arithmetic(
    (a, b) => a - b * Math.floor(a / b),
    (a, b) => (dimBounds(b)[0] >= 1 && isWhole(a) && isWhole(b) ? dimMod(a, b) : null),
  ),
  /** C's fmod: the remainder has the sign of the dividend. */
  Fmod: arithmetic(
    (a, b) => a % b,
    (a, b) =>
      dimBounds(b)[0] >= 1 && dimBounds(a)[0] >= 0 && isWhole(a) && isWhole(b) ? dimMod(a, b) : null,
  ),
} as const;

const truth = (value: boolean | null): Dim | null => (value === null ? null : value ? 1 : 0);

const compare = (test: (sign: number) => boolean): EntryRule => {
  return (a, b) => {
    const sign = isSaturated(a) && isSaturated(b) ? null : dimCompare(a, b);
    return sign === null ? null : truth(test(sign));
  };
};

/** Comparisons and logic; truth is 1 and 0. */
export const predicates: Readonly<Record<string, EntryRule>> = {
  Equal: compare((sign) => sign === 0),
  Less: compare((sign) => sign < 0),
  Greater: compare((sign) => sign > 0),
  LessOrEqual: compare((sign) => sign <= 0),
  GreaterOrEqual: compare((sign) => sign >= 0),
  And: (a, b) => (a === 0 || b === 0 ? 0 : a === 1 && b === 1 ? 1 : null),
  Or: (a, b) => (a === 1 || b === 1 ? 1 : a === 0 && b === 0 ? 0 : null),
  Xor: (a, b) => (typeof a === 'number' && typeof b === 'number' ? truth(a !== b) : null),
};
