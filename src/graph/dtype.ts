/** Element types by their number in ONNX's TensorProto.DataType (onnx.proto). */
export const dtypeNumbers = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e4m3fnuz: 18,
  float8e5m2: 19,
  float8e5m2fnuz: 20,
  uint4: 21,
  int4: 22,
  float4e2m1: 23,
  float8e8m0: 24,
  uint2: 25,
  int2: 26,
} as const;

export type DType = keyof typeof dtypeNumbers;

const byNumber = new Map<number, DType>(
  Object.entries(dtypeNumbers).map(([name, number]) => [number, name as DType]),
);

/** The element type with this number, or null for 0 (undefined) and numbers of the future. */
export const dtypeOf = (number: number): DType | null => byNumber.get(number) ?? null;

const bits: Record<DType, number> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  int32: 32,
  int64: 64,
  string: 0,
  bool: 8,
  float16: 16,
  float64: 64,
  uint32: 32,
  uint64: 64,
  complex64: 64,
  complex128: 128,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  uint4: 4,
  int4: 4,
  float4e2m1: 4,
  float8e8m0: 8,
  uint2: 2,
  int2: 2,
};

/** Bits of one element as stored in raw data; 0 for strings, whose size varies. */
export const dtypeBits = (dtype: DType): number => bits[dtype];

/** Bytes of `count` elements as stored in raw data (sub-byte types are packed, the last byte padded). */
export const storageBytes = (dtype: DType, count: number): number => Math.ceil((count * bits[dtype]) / 8);

const floats: ReadonlySet<DType> = new Set<DType>(['float32', 'float16', 'float64', 'bfloat16']);
export const isFloat = (dtype: DType): boolean => floats.has(dtype);

const integers: ReadonlySet<DType> = new Set<DType>([
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
]);
export const isInteger = (dtype: DType): boolean => integers.has(dtype);
