import type { Observation } from '../env/observation';
import type { Lists } from './neighbours';
import { edgeFeatureCount } from './observed';

/**
 * What a table of shares tells apart. One list of numbers for all of it: how much arithmetic a node does for each byte,
 * by distance; how much a node near the site shrinks or widens what flows, times the runtime at each distance; what a
 * convolution in groups is and would be without them; then operators by distance, last, because the list of operators grows.
 */
const distances = 5;
const intensities = 8;
const nearDistances = 3;
/** At the anchor, before it, after it. */
const sides = 3;
const resizedDistances = 4;
const resizeFirst = intensities * nearDistances;
const groupFirst = resizeFirst + 2 * sides * resizedDistances;
/** Groups in powers of two, 2 to 256 and more. */
const groupSizes = 8;
const operatorFirst = groupFirst + 1 + groupSizes;

/** An entry: something's share of the runtime, or that times a factor. */
export interface Share {
  readonly key: number;
  readonly share: number;
}

/** Of an operator at a distance. */
export const neighbourKey = (operator: number, distance: number): number =>
  operatorFirst + operator * distances + distance;
/** The distance that a key of an operator has; −1 for other keys. */
export const distanceOf = (key: number): number =>
  key < operatorFirst ? -1 : (key - operatorFirst) % distances;
/** How many keys there are for so many operators. */
export const keyCount = (operators: number): number => neighbourKey(operators, 0);
/** Of nodes with so much arithmetic for each byte, at distances 0 to 2. */
export const intensityKey = (intensity: number, distance: number): number =>
  intensity * nearDistances + distance;

/** Features that hold log2(1 + FLOPs) / 16, log2(1 + bytes) / 16 and log2 of the groups / 8. @see nodeFeatureNames */
const [flops, bytes, groups] = [0, 1, 12];

/** FLOPs for each byte, in powers of two from 1/4 or less to 32 or more: 0 to 7. */
export function intensityOf({ nodes, operators }: Observation, row: number): number {
  const width = nodes.length / Math.max(1, operators.length);
  const power = 16 * ((nodes[row * width + flops] ?? 0) - (nodes[row * width + bytes] ?? 0));
  return Math.max(0, Math.min(intensities - 1, Math.round(power) + 2));
}

/** log2 of the elements that flow out of a node over those that flow in; 0 where either is not known. */
function resizeOf({ edgeFeatures }: Observation, row: number, into: Lists, from: Lists): number {
  const largest = ({ first, edges }: Lists): number => {
    let most = -1;
    for (let i = first[row] ?? 0; i < (first[row + 1] ?? 0); i++)
      most = Math.max(most, edgeFeatures[(edges[i] ?? 0) * edgeFeatureCount] ?? 0);
    return most;
  };
  const [before, after] = [largest(into), largest(from)];
  return before < 0 || after < 0 ? 0 : 16 * (after - before);
}

/** log2 of the strongest resize at the node itself, among its producers and among its consumers. */
export function resizesAround(
  seen: Observation,
  row: number,
  into: Lists,
  from: Lists,
): [number, number, number] {
  const strongest = ({ first, rows }: Lists): number => {
    let found = 0;
    for (let i = first[row] ?? 0; i < (first[row + 1] ?? 0); i++) {
      const resize = resizeOf(seen, rows[i] ?? 0, into, from);
      if (Math.abs(resize) > Math.abs(found)) found = resize;
    }
    return found;
  };
  return [resizeOf(seen, row, into, from), strongest(into), strongest(from)];
}

/** No factor is taken for larger than this: few sites would decide all. */
const largestFactor = 8;

/**
 * The runtime at each distance times what it would grow by, were its values as much larger, or smaller, as the resize says:
 * what becomes of an operator that is moved to the other side of it.
 */
export function resizedShares(side: number, resize: number, rings: Float32Array): Share[] {
  if (Math.abs(resize) < 0.1) return [];
  return [resize, -resize].flatMap((power, way) => {
    const factor = Math.min(largestFactor, 2 ** power - 1);
    return Array.from(rings.subarray(0, resizedDistances), (share, distance) => ({
      key: resizeFirst + (side * 2 + way) * resizedDistances + distance,
      share: factor * share,
    })).filter(({ share }) => share !== 0);
  });
}

/**
 * Of a convolution in groups, by how many there are; and its runtime times what its arithmetic would grow by without them,
 * as far as arithmetic takes the time (a multiply-add as long as a byte, as in the analytic cost model without a measurement).
 */
export function groupedShares({ nodes, operators }: Observation, row: number, share: number): Share[] {
  const width = nodes.length / Math.max(1, operators.length);
  const power = 8 * (nodes[row * width + groups] ?? 0);
  if (power < 0.5) return [];
  const macsByByte = 2 ** (16 * ((nodes[row * width + flops] ?? 0) - (nodes[row * width + bytes] ?? 0)) - 1);
  const arithmetic = macsByByte / (macsByByte + 1);
  const size = Math.max(1, Math.min(groupSizes, Math.round(power)));
  return [
    { key: groupFirst, share: share * arithmetic * (2 ** power - 1) },
    { key: groupFirst + size, share },
  ];
}
