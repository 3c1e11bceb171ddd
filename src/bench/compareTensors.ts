import { elementCount, isFloat } from '../graph';
import { type HostTensor, toDoubles } from './hostTensor';
import { ulpDistance } from './ulp';
import { usualScale } from './usualScale';

/** How one output differs between two models. */
export interface OutputDifference {
  readonly output: string;
  readonly maxAbs: number;
  /** Largest difference ÷ the scale of the values around it. */
  readonly maxRel: number;
  /** Largest distance in units of the last place; near zero this is large without meaning. */
  readonly maxUlp: number;
  /** The reference has at least one value to compare, and it is finite. */
  readonly informative: boolean;
  /** How many whole numbers or truth values differ where one may, though it is more than the part of them that may. */
  readonly flips?: number;
  /** Why the outputs do not agree; null when they do. */
  readonly reason: string | null;
}

/** A slice whose values are all small is compared at no finer a scale than this part of the whole tensor's. */
const SCALE_FLOOR = 0.03;

/** Shape and type differ, or null. */
function formDifference(reference: HostTensor, actual: HostTensor): string | null {
  if (reference.dtype !== actual.dtype) return `its type is ${actual.dtype}, not ${reference.dtype}`;
  const [a, b] = [actual.shape.join('×'), reference.shape.join('×')];
  return a === b ? null : `its shape is ${a || 'scalar'}, not ${b || 'scalar'}`;
}

/**
 * Floating-point tensors: NaN and infinities must stand in the same places; elsewhere the difference is taken relative
 * to the largest magnitude in the element's own slice along whichever axis has the smallest, so that scores are not
 * compared at the scale of the box coordinates beside them.
 * @param least magnitude that the tensor is taken to have at least, where its values say less than what made them
 */
function compareFloats(
  output: string,
  reference: HostTensor,
  actual: HostTensor,
  tolerance: number,
  least = 0,
): OutputDifference {
  const form = formDifference(reference, actual);
  const fail = (reason: string | null, informative = true): OutputDifference => ({
    output,
    maxAbs: reason === null ? 0 : Number.POSITIVE_INFINITY,
    maxRel: reason === null ? 0 : Number.POSITIVE_INFINITY,
    maxUlp: 0,
    informative,
    reason,
  });
  if (form !== null) return fail(form);
  const a = toDoubles(reference);
  const b = toDoubles(actual);
  if (a.length === 0) return fail(null, false);
  const scaleAt = localScales(a, reference.shape, least);
  let [maxAbs, maxRel, maxUlp, finite] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      if (Object.is(x, y) || x === y) continue;
      return fail(`element ${i} is ${y}, not ${x}`);
    }
    finite++;
    const d = Math.abs(x - y);
    if (d === 0) continue;
    maxAbs = Math.max(maxAbs, d);
    maxRel = Math.max(maxRel, d / scaleAt(i));
    maxUlp = Math.max(maxUlp, ulpDistance(x, y, reference.dtype));
  }
  const far = maxRel > tolerance;
  const reason = far ? `it differs by ${maxRel.toExponential(1)} of its scale` : null;
  return { output, maxAbs, maxRel, maxUlp, informative: finite > 0, reason };
}

/** For element i: the smallest, over the axes, of the largest finite magnitude in i's slice. */
function localScales(values: Float64Array, shape: readonly number[], least: number): (i: number) => number {
  const strides: number[] = [];
  shape.reduceRight((stride, size, axis) => {
    strides[axis] = stride;
    return stride * size;
  }, 1);
  const slices = shape.map((size) => new Float64Array(size));
  const whole = Math.max(least, usualScale(values));
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i] ?? 0);
    if (!Number.isFinite(magnitude)) continue;
    for (let axis = 0; axis < shape.length; axis++) {
      const slice = slices[axis];
      if (slice === undefined) continue;
      const at = Math.floor(i / (strides[axis] ?? 1)) % slice.length;
      if (magnitude > (slice[at] ?? 0)) slice[at] = magnitude;
    }
  }
  const floor = Math.max(whole * SCALE_FLOOR, Number.MIN_VALUE * 2 ** 60);
  return (i) => {
    // Fillings have only their own scale.
    let scale = Math.abs(values[i] ?? 0) > whole ? Number.POSITIVE_INFINITY : whole;
    for (let axis = 0; axis < shape.length; axis++) {
      const slice = slices[axis];
      if (slice === undefined) continue;
      scale = Math.min(scale, slice[Math.floor(i / (strides[axis] ?? 1)) % slice.length] ?? whole);
    }
    return Math.max(scale, floor);
  };
}

/** The part of elements that may fall the other way where integers or truth values come from rounded numbers. */
const FLIPS = 1e-3;
/** Types in which pictures and quantized values are: whole steps of a scale. */
const stepped: ReadonlySet<string> = new Set(['uint8', 'int8']);
/** Numbers that stay below this are no steps of a scale but a mask or labels, of which each one says something. */
const STEPS = 32;

/**
 * The part of elements that may. A number falls the other way where a rounding's boundary lies within what the float may be off by on
 * either side, which of values up to 255 is no small part of a step.
 */
function flipsOf(values: Float64Array, dtype: string, tolerance: number): number {
  const scale = stepped.has(dtype) ? usualScale(values) : 0;
  return scale < STEPS ? FLIPS : Math.max(FLIPS, Math.min(1, 2 * tolerance * scale));
}

/**
 * Integers, truth values and strings. Exact, except where they derive from floating-point numbers by rounding or by
 * comparison: there one element in a thousand (at least one) may differ, an integer by 1; of 8-bit ones as many as the tolerance for
 * what was rounded lets fall the other way.
 */
function compareDiscrete(
  output: string,
  reference: HostTensor,
  actual: HostTensor,
  derived: boolean,
  tolerance: number,
): OutputDifference {
  const result = (reason: string | null, maxAbs = 0): OutputDifference => ({
    output,
    maxAbs,
    maxRel: reason === null ? 0 : Number.POSITIVE_INFINITY,
    maxUlp: 0,
    informative: elementCount(reference.shape) > 0,
    reason,
  });
  const form = formDifference(reference, actual);
  if (form !== null) return result(form, Number.POSITIVE_INFINITY);
  if (sameBytes(reference.bytes, actual.bytes)) return result(null);
  if (!derived || reference.dtype === 'string') return result('its values differ', 1);
  const a = toDoubles(reference);
  const b = toDoubles(actual);
  let [flips, far] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (d > 0) flips++;
    far = Math.max(far, d);
  }
  const part = elementCount(reference.shape) * flipsOf(a, reference.dtype, tolerance);
  const allowed = Math.max(1, Math.floor(part));
  if (flips > allowed) return result(`${flips} of ${a.length} values differ`, far);
  const told = result(far > 1 ? `a value differs by ${far}` : null, far);
  return part < 1 ? { ...told, flips } : told;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Compares an output by its type; see the two functions above. */
export function compareOutput(
  output: string,
  reference: HostTensor,
  actual: HostTensor,
  tolerance: number,
  about: { readonly derived: boolean; readonly bounded: boolean },
): OutputDifference {
  return isFloat(reference.dtype)
    ? compareFloats(output, reference, actual, tolerance, about.bounded ? 1 : 0)
    : compareDiscrete(output, reference, actual, about.derived, tolerance);
}
