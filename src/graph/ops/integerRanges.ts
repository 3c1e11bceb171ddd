import type { DType } from '../dtype';

/** What integer types hold; of 64 bits, what a double holds exactly. */
export const integerRanges: Partial<Record<DType, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/** Whether a number is one of an integer type (any whole one where the type is not known): beyond it, arithmetic wraps around. */
export function fitsInteger(dtype: DType | null, value: number): boolean {
  const [low, high] = (dtype === null ? undefined : integerRanges[dtype]) ?? [
    Number.MIN_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
  ];
  return Number.isInteger(value) && value >= low && value <= high;
}
