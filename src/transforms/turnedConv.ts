import type { Constant } from '../graph';
import type { Builder } from './builder';
import type { Conv } from './convolution';
import { picked, reshaped, transposed } from './weights';

/**
 * A convolution whose windows lie side by side is also what every input adds to the outputs around it, by the kernel the other way
 * round: Conv and ConvTranspose say the same of it.
 */

/** Weights of a Conv as the ConvTranspose of the same function wants them, and back: channels change places, taps turn round. */
export function turnedWeights(b: Builder, w: Constant, group: number): Constant {
  const [rows = 0, columns = 0, ...kernel] = w.shape;
  const taps = kernel.map((_, i) => i + 3);
  const grouped = reshaped(b, w, [group, rows / group, columns, ...kernel]);
  const swapped = reshaped(b, transposed(b, grouped, [0, 2, 1, ...taps]), [
    group * columns,
    rows / group,
    ...kernel,
  ]);
  return kernel.reduce(
    (weights, count, i) => (count === 1 ? weights : picked(b, weights, i + 2, backwards(count))),
    swapped,
  );
}

const backwards = (count: number): number[] => Array.from({ length: count }, (_, i) => count - 1 - i);

/** The padding of the other operator: each cuts from the whole reach of the kernel what its counterpart adds. */
export const turnedPads = ({
  kernel,
  dilations,
  pads,
}: Pick<Conv, 'kernel' | 'dilations' | 'pads'>): readonly number[] =>
  pads.map((pad, i) => {
    const axis = i % kernel.length;
    return ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) - pad;
  });
