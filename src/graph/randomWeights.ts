import { createRandom, type Random } from '../core';
import { elementCount, type TensorConstant } from './constant';
import { storageBytes } from './dtype';
import { floatToBfloat, floatToHalf } from './floats';
import type { Role } from './weightRoles';

/** Uniform values lie in [centre - reach, centre + reach]. */
interface Spread {
  readonly centre: number;
  readonly reach: number;
}

/**
 * Convolutions [out, in, kernel…] sum over all but their first dimension; of a matrix it is not known which side is
 * summed over, so the larger variance of the two is halved between them, after Glorot and Bengio (2010).
 */
function spreadOf(role: Role, shape: readonly number[]): Spread {
  switch (role) {
    case 'scale':
      return { centre: 1, reach: 0.1 };
    case 'positive':
      return { centre: 1, reach: 0.5 };
    case 'offset':
      return { centre: 0, reach: 0.05 };
    case 'matrix': {
      const [a = 1, b = 1] = shape.slice(-2);
      const fanIn = shape.length > 2 ? elementCount(shape.slice(1)) : (a + b) / 2;
      return { centre: 0, reach: Math.sqrt(3 / Math.max(1, fanIn)) };
    }
  }
}

/**
 * Seeded values for a weight that is not there: the same for the same seed and name, of a scale that keeps activations
 * finite. Integers of 32 and 64 bits are zero, because they may be indices; small ones use their whole range.
 * @returns raw little-endian data.
 */
export function randomWeights(constant: TensorConstant, seed: number, role: Role): Uint8Array {
  const { dtype, shape, name } = constant;
  const count = elementCount(shape);
  const bytes = new Uint8Array(storageBytes(dtype, count));
  const random = createRandom(seed).fork(name);
  const spread = spreadOf(role, shape);
  switch (dtype) {
    case 'float32':
    case 'complex64':
      fill(new Float32Array(bytes.buffer), random, spread);
      break;
    case 'float64':
    case 'complex128':
      fill(new Float64Array(bytes.buffer), random, spread);
      break;
    case 'float16':
      fillPatterns(new Uint16Array(bytes.buffer), random, spread, floatToHalf);
      break;
    case 'bfloat16':
      fillPatterns(new Uint16Array(bytes.buffer), random, spread, floatToBfloat);
      break;
    case 'float8e4m3fn':
    case 'float8e4m3fnuz':
    case 'float8e5m2':
    case 'float8e5m2fnuz':
      // Both signs, magnitudes from well below one to about one in either layout: no NaN, no infinity.
      for (let i = 0; i < bytes.length; i++) bytes[i] = (0x20 + random.int(0x18)) | (random.int(2) << 7);
      break;
    case 'float8e8m0':
      for (let i = 0; i < bytes.length; i++) bytes[i] = 120 + random.int(8);
      break;
    case 'bool':
      for (let i = 0; i < bytes.length; i++) bytes[i] = random.int(2);
      break;
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int4':
    case 'uint4':
    case 'int2':
    case 'uint2':
    case 'float4e2m1':
      for (let i = 0; i < bytes.length; i++) bytes[i] = random.int(256);
      break;
    default:
      break;
  }
  return bytes;
}

function fill(into: Float32Array | Float64Array, random: Random, { centre, reach }: Spread): void {
  const low = centre - reach;
  const width = 2 * reach;
  for (let i = 0; i < into.length; i++) into[i] = low + width * random.next();
}

function fillPatterns(
  into: Uint16Array,
  random: Random,
  { centre, reach }: Spread,
  pattern: (value: number) => number,
): void {
  for (let i = 0; i < into.length; i++) into[i] = pattern(centre + reach * (2 * random.next() - 1));
}
