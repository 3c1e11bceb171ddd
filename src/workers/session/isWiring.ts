import { type DType, elementCount, type TensorConstant } from '../../graph';
import { dtypeBits } from '../../graph/dtype';

/** What axes, shapes, indices and masks are made of; so many elements of these are kept. */
const wiring: ReadonlySet<DType> = new Set<DType>(['int64', 'bool']);
const mostWiring = 4096;

/** Other whole numbers may be a quantized model's biases, and are kept where they are as few as an operator's settings. */
const whole: ReadonlySet<DType> = new Set<DType>(['int16', 'int32', 'uint16', 'uint32', 'uint64']);
const mostWhole = 16;

/** A longer text may be a vocabulary. Bytes. */
const longestText = 64;

/**
 * Whether a constant says how the graph is wired rather than what it learned: single values, repeated ones, and as many whole
 * numbers as their type is used for in wiring. Integers of a byte and less are weights wherever they differ.
 */
export function isWiring(constant: TensorConstant): boolean {
  const { dtype, shape, source } = constant;
  const count = elementCount(shape);
  // What is in another file is not at hand, and where that file is says something of its owner.
  if (source.at === 'external') return false;
  if (source.at === 'strings')
    return count <= 1 && source.strings.every(({ length }) => length <= longestText);
  if (count <= 1 || (wiring.has(dtype) && count <= mostWiring) || (whole.has(dtype) && count <= mostWhole))
    return true;
  return count <= mostWiring && isUniform(constant, count);
}

/** Whether all elements are one number, as in a mask of zeros: rules ask for such, and nothing learned looks so. */
function isUniform({ source, dtype }: TensorConstant, count: number): boolean {
  if (source.at !== 'bytes' && source.at !== 'lazy') return false;
  const bytes = source.at === 'bytes' ? source.bytes : source.read();
  const bits = dtypeBits(dtype);
  if (bits >= 8) return bytes.every((byte, i) => byte === bytes[i % (bits / 8)]);
  // Several to a byte, the first in its lowest bits; what pads the last byte counts for nothing.
  const element = (i: number): number =>
    ((bytes[(i * bits) >> 3] ?? 0) >> ((i * bits) & 7)) & ((1 << bits) - 1);
  for (let i = 1; i < count; i++) if (element(i) !== element(0)) return false;
  return true;
}
