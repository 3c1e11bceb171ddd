import { dtypeNumbers } from '../dtype';
import { concatChunks } from './encode';
import type { Message } from './schema';
import { writeMessage } from './write';

/** Small models that between them use every message; written by hand for tests and the fuzzer. */

const floats = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const longs = (values: readonly number[]): Uint8Array =>
  new Uint8Array(BigInt64Array.from(values, (v) => BigInt(v)).buffer);

export const tensorInfo = (
  name: string,
  dims: readonly (number | string)[],
  elem_type = 1,
): Message<'ValueInfoProto'> => ({
  name,
  type: {
    tensor_type: {
      elem_type,
      shape: { dim: dims.map((d) => (typeof d === 'number' ? { dim_value: d } : { dim_param: d })) },
    },
  },
});

export const floatTensor = (
  name: string,
  dims: readonly number[],
  values: readonly number[],
): Message<'TensorProto'> => ({ name, dims, data_type: 1, raw_data: floats(values) });

export const modelBytes = (
  graph: Message<'GraphProto'>,
  rest: Message<'ModelProto'> = {},
): Uint8Array<ArrayBuffer> =>
  concatChunks(
    writeMessage('ModelProto', {
      ir_version: 10,
      producer_name: 'test',
      opset_import: [{ domain: '', version: 21 }],
      ...rest,
      graph,
    }),
  );

const convolution = modelBytes(
  {
    name: 'convolution',
    node: [
      {
        input: ['x', 'w', 'b'],
        output: ['c'],
        op_type: 'Conv',
        name: 'conv',
        attribute: [
          { name: 'pads', type: 7, ints: [1, 1, 1, 1] },
          { name: 'auto_pad', type: 3, s: new TextEncoder().encode('NOTSET') },
          { name: 'group', type: 2, i: 1 },
        ],
      },
      { input: ['c'], output: ['r'], op_type: 'Relu', doc_string: 'rectify' },
      {
        input: ['r', 'shape'],
        output: ['y'],
        op_type: 'Reshape',
        metadata_props: [{ key: 'k', value: 'v' }],
      },
    ],
    initializer: [
      floatTensor(
        'w',
        [2, 1, 3, 3],
        Array.from({ length: 18 }, (_, i) => i / 18),
      ),
      { name: 'b', dims: [2], data_type: 1, float_data: { spans: [{ packed: true, data: floats([1, 2]) }] } },
      {
        name: 'shape',
        dims: [2],
        data_type: 7,
        int64_data: { spans: [{ packed: true, data: Uint8Array.of(1, 50) }] },
      },
    ],
    sparse_initializer: [
      {
        values: { name: 'unused', dims: [1], data_type: 1, raw_data: floats([3]) },
        indices: { dims: [1], data_type: 7, raw_data: longs([2]) },
        dims: [4],
      },
    ],
    input: [tensorInfo('x', [1, 1, 5, 5])],
    output: [tensorInfo('y', [1, 50])],
    value_info: [tensorInfo('c', [1, 2, 5, 5])],
    quantization_annotation: [
      { tensor_name: 'c', quant_parameter_tensor_names: [{ key: 'SCALE_TENSOR', value: 'b' }] },
    ],
  },
  { metadata_props: [{ key: 'author', value: 'nobody' }], doc_string: 'seed' },
);

const branch = (name: string, op: string): Message<'GraphProto'> => ({
  name,
  node: [{ input: ['x', 'k'], output: [`${name}_out`], op_type: op }],
  output: [tensorInfo(`${name}_out`, ['n'])],
});

const control = modelBytes({
  name: 'control',
  node: [
    { output: ['k'], op_type: 'Constant', attribute: [{ name: 'value_floats', type: 6, floats: [2] }] },
    {
      input: ['cond'],
      output: ['y'],
      op_type: 'If',
      attribute: [
        { name: 'then_branch', type: 5, g: branch('then', 'Add') },
        { name: 'else_branch', type: 5, g: branch('else', 'Mul') },
      ],
    },
  ],
  input: [tensorInfo('cond', [], 9), tensorInfo('x', ['n'])],
  output: [tensorInfo('y', ['n'])],
});

const calls = modelBytes(
  {
    name: 'calls',
    node: [
      {
        input: ['x'],
        output: ['y'],
        op_type: 'Twice',
        domain: 'local',
        attribute: [{ name: 'by', type: 1, f: 2 }],
      },
      { input: ['y', '', 'e'], output: ['z', ''], op_type: 'Unknown', domain: 'com.example' },
    ],
    initializer: [
      {
        name: 'e',
        dims: [8],
        data_type: dtypeNumbers.float16,
        data_location: 1,
        external_data: [
          { key: 'location', value: 'weights.bin' },
          { key: 'offset', value: '4096' },
          { key: 'length', value: '16' },
        ],
      },
      {
        name: 's',
        dims: [2],
        data_type: 8,
        string_data: { spans: [{ packed: false, data: Uint8Array.of(0x32, 1, 65, 0x32, 0) }] },
      },
    ],
    input: [
      tensorInfo('x', ['batch', 8]),
      { name: 'q', type: { sequence_type: { elem_type: { tensor_type: { elem_type: 1 } } } } },
      { name: 'o', type: { optional_type: { elem_type: { tensor_type: { elem_type: 7 } } } } },
      { name: 'm', type: { map_type: { key_type: 8, value_type: { tensor_type: { elem_type: 1 } } } } },
    ],
    output: [tensorInfo('z', ['batch', 8])],
  },
  {
    opset_import: [
      { domain: '', version: 21 },
      { domain: 'local', version: 1 },
      { domain: 'com.example', version: 1 },
    ],
    functions: [
      {
        name: 'Twice',
        domain: 'local',
        input: ['a'],
        output: ['t'],
        attribute: ['by'],
        opset_import: [{ domain: '', version: 21 }],
        node: [
          {
            output: ['f'],
            op_type: 'Constant',
            attribute: [{ name: 'value_float', type: 1, ref_attr_name: 'by' }],
          },
          { input: ['a', 'f'], output: ['t'], op_type: 'Mul' },
        ],
      },
    ],
    configuration: [{ name: 'two', num_devices: 2, device: ['a', 'b'] }],
    training_info: [{ algorithm: { name: 'train' }, update_binding: [{ key: 'w', value: 'w2' }] }],
  },
);

const symbolic = modelBytes({
  name: 'symbolic',
  node: [
    { input: ['x'], output: ['s'], op_type: 'Shape' },
    { input: ['s', 'zero'], output: ['n'], op_type: 'Gather', attribute: [{ name: 'axis', type: 2, i: 0 }] },
    {
      input: ['n', 'minus'],
      output: ['to'],
      op_type: 'Concat',
      attribute: [{ name: 'axis', type: 2, i: 0 }],
    },
    { input: ['x', 'to'], output: ['flat'], op_type: 'Reshape' },
    { input: ['flat', 'w'], output: ['p'], op_type: 'MatMul' },
    { input: ['p'], output: ['y'], op_type: 'Softmax', attribute: [{ name: 'axis', type: 2, i: -1 }] },
    { input: ['y', 'w'], output: ['z'], op_type: 'Gemm', attribute: [{ name: 'transB', type: 2, i: 1 }] },
  ],
  initializer: [
    { name: 'zero', dims: [1], data_type: 7, raw_data: longs([0]) },
    { name: 'minus', dims: [1], data_type: 7, raw_data: longs([-1]) },
    floatTensor(
      'w',
      [6, 6],
      Array.from({ length: 36 }, (_, i) => i),
    ),
  ],
  input: [tensorInfo('x', ['batch', 2, 3])],
  output: [tensorInfo('z', ['batch', 6])],
});

export const seedModels: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  convolution,
  control,
  calls,
  symbolic,
};
