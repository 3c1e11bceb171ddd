import { describe, expect, it } from 'vitest';
import { type DType, dtypeNumbers } from '../dtype';
import { concatChunks } from './encode';
import { readMessage } from './read';
import type { Message } from './schema';
import { sparseConstant } from './sparse';
import { tensorConstant, tensorProto } from './tensor';
import { writeMessage } from './write';

/** Packed varints of 32-bit patterns. */
function packed(values: readonly (number | bigint)[]): Uint8Array {
  const out: number[] = [];
  for (const value of values) {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 0x7fn; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
    out.push(Number(rest));
  }
  return Uint8Array.from(out);
}

const span = (data: Uint8Array) => ({ spans: [{ packed: true, data }] });
const proto = (dtype: DType, dims: number[], rest: Message<'TensorProto'>): Message<'TensorProto'> => ({
  name: 't',
  data_type: dtypeNumbers[dtype],
  dims,
  ...rest,
});

function bytesOf(message: Message<'TensorProto'>): Uint8Array {
  const again = readMessage('TensorProto', concatChunks(writeMessage('TensorProto', message)));
  const { source } = tensorConstant(again);
  if (source.at === 'bytes') return source.bytes;
  if (source.at === 'lazy') return source.read();
  throw new Error(source.at);
}

describe('tensors', () => {
  it('decodes typed data of every element type to its raw layout', () => {
    const i32 = (...values: (number | bigint)[]) => ({ int32_data: span(packed(values)) });
    expect(bytesOf(proto('int32', [2], i32(-1, 7)))).toEqual(Uint8Array.of(255, 255, 255, 255, 7, 0, 0, 0));
    expect(bytesOf(proto('int16', [1], i32(-2)))).toEqual(Uint8Array.of(254, 255));
    expect(bytesOf(proto('uint8', [2], i32(200, 3)))).toEqual(Uint8Array.of(200, 3));
    expect(bytesOf(proto('int8', [1], i32(-3)))).toEqual(Uint8Array.of(253));
    expect(bytesOf(proto('bool', [2], i32(1, 0)))).toEqual(Uint8Array.of(1, 0));
    expect(bytesOf(proto('float16', [1], i32(0x3c00)))).toEqual(Uint8Array.of(0, 0x3c));
    expect(bytesOf(proto('bfloat16', [1], i32(0x3f80)))).toEqual(Uint8Array.of(0x80, 0x3f));
    expect(bytesOf(proto('float8e4m3fn', [1], i32(0x38)))).toEqual(Uint8Array.of(0x38));
    expect(bytesOf(proto('int4', [3], i32(0x21, 0x03)))).toEqual(Uint8Array.of(0x21, 0x03));
    const i64 = { int64_data: span(packed([-2n, 2n ** 40n])) };
    expect(new BigInt64Array(bytesOf(proto('int64', [2], i64)).slice().buffer)).toEqual(
      BigInt64Array.of(-2n, 2n ** 40n),
    );
    const u64 = { uint64_data: span(packed([2n ** 63n])) };
    expect(new BigUint64Array(bytesOf(proto('uint64', [1], u64)).slice().buffer)[0]).toBe(2n ** 63n);
    const u32 = { uint64_data: span(packed([4294967295])) };
    expect(bytesOf(proto('uint32', [1], u32))).toEqual(Uint8Array.of(255, 255, 255, 255));
    const floats = new Uint8Array(Float32Array.of(1.5, -2).buffer);
    expect(bytesOf(proto('float32', [2], { float_data: span(floats) }))).toEqual(floats);
    expect(bytesOf(proto('complex64', [1], { float_data: span(floats) }))).toEqual(floats);
    const doubles = new Uint8Array(Float64Array.of(0.1).buffer);
    expect(bytesOf(proto('float64', [], { double_data: span(doubles) }))).toEqual(doubles);
  });

  it('reads unpacked records, split spans and mixtures of both', () => {
    // Field 5 unpacked (tag 0x28), then packed (tag 0x2a).
    const wire = Uint8Array.of(0x08, 3, 0x10, 6, 0x28, 1, 0x28, 0x80, 0x01, 0x2a, 1, 9);
    const message = readMessage('TensorProto', wire);
    const { source } = tensorConstant(message);
    expect(source.at === 'lazy' && [...new Int32Array(source.read().buffer)]).toEqual([1, 128, 9]);
    expect(concatChunks(writeMessage('TensorProto', message))).toEqual(wire);
    // Field 4 unpacked (tag 0x25).
    const one = new Uint8Array(Float32Array.of(1).buffer);
    const floats = readMessage('TensorProto', Uint8Array.of(0x08, 2, 0x10, 1, 0x25, ...one, 0x25, ...one));
    const from = tensorConstant(floats).source;
    expect(from.at === 'lazy' && from.read()).toEqual(Uint8Array.of(...one, ...one));
  });

  it('keeps raw data a view and strings bytes', () => {
    const raw = new Uint8Array(8192).fill(3);
    const chunks = writeMessage('TensorProto', proto('uint8', [8192], { raw_data: raw }));
    expect(chunks.some((chunk) => chunk.buffer === raw.buffer)).toBe(true);
    const file = concatChunks(chunks);
    const { source } = tensorConstant(readMessage('TensorProto', file));
    expect(source.at === 'bytes' && source.bytes.buffer === file.buffer).toBe(true);
    const constant = tensorConstant(
      readMessage(
        'TensorProto',
        concatChunks(
          writeMessage(
            'TensorProto',
            tensorProto(
              {
                kind: 'tensor',
                dtype: 'string',
                shape: [2],
                name: 's',
                source: { at: 'strings', strings: [Uint8Array.of(0xff, 1), new Uint8Array(200)] },
              },
              's',
              null,
            ),
          ),
        ),
      ),
    );
    expect(constant.source.at === 'strings' && constant.source.strings).toEqual([
      Uint8Array.of(0xff, 1),
      new Uint8Array(200),
    ]);
  });

  it.each([
    ['too few bytes', proto('float32', [2], { raw_data: new Uint8Array(4) })],
    ['no data', proto('float32', [2], {})],
    ['a negative dimension', proto('float32', [-1], { raw_data: new Uint8Array(4) })],
    ['an impossible shape', proto('float32', [2 ** 40, 2 ** 40, 0], {})],
    ['too few typed elements', proto('int32', [3], { int32_data: span(packed([1])) })],
    ['no element type', { name: 't', dims: [1], raw_data: new Uint8Array(4) }],
    ['no location', proto('float32', [1], { data_location: 1 })],
    [
      'a bad offset',
      proto('float32', [1], {
        data_location: 1,
        external_data: [
          { key: 'location', value: 'x' },
          { key: 'offset', value: '-4' },
        ],
      }),
    ],
  ])('refuses %s', (_, message) => {
    expect(() => tensorConstant(message)).toThrowError(
      expect.objectContaining({ code: 'GRAPH_BAD_INITIALIZER' }),
    );
  });

  it('makes sparse tensors dense, with linear and with coordinate indices', () => {
    const values = proto('float32', [2], { raw_data: new Uint8Array(Float32Array.of(5, 7).buffer) });
    const indices = (dims: number[], at: bigint[]) =>
      proto('int64', dims, { raw_data: new Uint8Array(BigInt64Array.from(at).buffer) });
    const dense = (sparse: Message<'SparseTensorProto'>) => {
      const { source } = sparseConstant(sparse);
      return source.at === 'lazy' ? [...new Float32Array(source.read().buffer)] : [];
    };
    expect(dense({ values, indices: indices([2], [1n, 5n]), dims: [2, 3] })).toEqual([0, 5, 0, 0, 0, 7]);
    expect(dense({ values, indices: indices([2, 2], [0n, 1n, 1n, 2n]), dims: [2, 3] })).toEqual([
      0, 5, 0, 0, 0, 7,
    ]);
  });

  it('refuses sparse tensors that could not be made dense when they are read', () => {
    const values = proto('float32', [2], { raw_data: new Uint8Array(8) });
    const indices = (dims: number[], at: bigint[]) =>
      proto('int64', dims, { raw_data: new Uint8Array(BigInt64Array.from(at).buffer) });
    const external = { data_location: 1, external_data: [{ key: 'location', value: 'x' }] };
    const dims = [2, 3];
    const cases: [RegExp, Message<'SparseTensorProto'>][] = [
      [/outside its shape/, { values, indices: indices([2], [1n, 6n]), dims }],
      [/outside its shape/, { values, indices: indices([2], [-1n, 5n]), dims }],
      [/outside its shape/, { values, indices: indices([2, 2], [0n, 1n, 2n, 0n]), dims }],
      [/wrong shape/, { values, indices: indices([3], [0n, 1n, 2n]), dims }],
      [
        /outside the file/,
        { values: proto('float32', [2], external), indices: indices([2], [0n, 1n]), dims },
      ],
      [/outside the file/, { values, indices: proto('int64', [2], external), dims }],
    ];
    for (const [message, sparse] of cases) {
      const code = 'GRAPH_BAD_INITIALIZER';
      const reason: unknown = expect.stringMatching(message);
      expect(() => sparseConstant(sparse)).toThrowError(expect.objectContaining({ code, message: reason }));
    }
  });
});
