import { dimAdd, dimCeilDiv, dimFloorDiv, dimMin, dimMul, dimSub, freshDim } from '../dim';
import type { Dim } from '../types';
import { refuse } from './check';
import type { InferContext } from './schema';
import { attrInts, attrString } from './support';

/** A sliding window over the spatial axes of a tensor, attributes resolved. Each list has one entry per spatial axis. */
export interface Window {
  readonly kernel: readonly Dim[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padsBegin: readonly number[];
  readonly padsEnd: readonly number[];
  readonly autoPad: string;
}

function perAxis(context: InferContext, name: string, rank: number, fallback: number, min: number): number[] {
  const given = attrInts(context.node, name);
  if (given === null || given.length === 0) return new Array<number>(rank).fill(fallback);
  if (given.length !== rank) refuse(`${name} has ${given.length} entries for ${rank} spatial axes`);
  if (given.some((entry) => entry < min)) refuse(`${name} has an entry below ${min}`);
  return given.slice();
}

/**
 * The window of a convolution or pooling over `rank` spatial axes. `kernel`: from the weights, where the attribute
 * may be left out. `dilations: false` for versions without that attribute.
 * @throws CodedError GRAPH_BAD_TYPE for attributes of the wrong length or sign.
 */
export function windowOf(
  context: InferContext,
  rank: number,
  kernel: readonly Dim[] | null = null,
  dilations = true,
): Window {
  const given = attrInts(context.node, 'kernel_shape');
  const autoPad = attrString(context.node, 'auto_pad', 'NOTSET');
  if (given === null && kernel === null) refuse('kernel_shape is missing');
  const pads = attrInts(context.node, 'pads') ?? [];
  if (pads.length !== 0 && pads.length !== 2 * rank)
    refuse(`pads has ${pads.length} entries for ${rank} spatial axes`);
  const explicit = (autoPad === 'NOTSET' || autoPad === '') && pads.length > 0;
  const none = new Array<number>(rank).fill(0);
  return {
    kernel:
      given === null || given.length === 0 ? (kernel ?? []) : perAxis(context, 'kernel_shape', rank, 1, 1),
    strides: perAxis(context, 'strides', rank, 1, 1),
    dilations: dilations ? perAxis(context, 'dilations', rank, 1, 1) : new Array<number>(rank).fill(1),
    padsBegin: explicit ? pads.slice(0, rank) : none,
    padsEnd: explicit ? pads.slice(rank) : none,
    autoPad,
  };
}

const extent = (window: Window, axis: number): Dim =>
  dimAdd(dimMul(dimSub(window.kernel[axis] ?? 1, 1), window.dilations[axis] ?? 1), 1);

/**
 * How many places the window takes along one axis of size `input`. With `ceil` the last window may reach over the
 * end, but must start inside the input or its left padding: without padding (VALID) too, as ORT has it, though the
 * operators' text rounds down there.
 * @throws CodedError GRAPH_BAD_TYPE when the window does not fit once.
 */
export function windowCount(window: Window, axis: number, input: Dim, ceil = false): Dim {
  const stride = window.strides[axis] ?? 1;
  if (window.autoPad === 'SAME_UPPER' || window.autoPad === 'SAME_LOWER') return dimCeilDiv(input, stride);
  const begin = window.padsBegin[axis] ?? 0;
  const room = dimSub(dimAdd(input, begin + (window.padsEnd[axis] ?? 0)), extent(window, axis));
  if (typeof room === 'number' && room < 0)
    refuse(`the window does not fit spatial axis ${axis} of size ${input}`);
  const count = dimAdd((ceil ? dimCeilDiv : dimFloorDiv)(room, stride), 1);
  if (!ceil) return count;
  if (typeof count !== 'number' || typeof input !== 'number') {
    // Of a size that is not known it is not known whether the last window begins behind it, if one may.
    const may = Number(extent(window, axis)) < (window.padsEnd[axis] ?? 0) + stride;
    return may ? freshDim() : count;
  }
  return (count - 1) * stride >= input + begin ? count - 1 : count;
}

/**
 * The inverse of `windowCount` without ceil: the size from which the window takes `count` places. SAME takes padding
 * away until strides are filled; windows that leave gaps between them need none, and the size ends with the last one.
 */
export function windowSpan(window: Window, axis: number, count: Dim, outputPadding = 0): Dim {
  const stride = window.strides[axis] ?? 1;
  const covered = dimAdd(dimAdd(dimMul(dimSub(count, 1), stride), extent(window, axis)), outputPadding);
  if (window.autoPad === 'SAME_UPPER' || window.autoPad === 'SAME_LOWER')
    return dimMin(dimMul(count, stride), covered);
  return dimSub(covered, (window.padsBegin[axis] ?? 0) + (window.padsEnd[axis] ?? 0));
}
