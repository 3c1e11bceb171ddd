/**
 * ONNX's messages as data: field name -> [number, kind, cardinality], after onnx.proto of IR version 13 (onnx 1.20).
 * `*`: repeated; `?`: member of the message's only oneof. A kind is a scalar, another message, or one of the typed
 * tensor fields (`floats`, `varints`, `doubles`, `texts`), which stay undecoded spans of the file until asked for.
 */
const schema = {
  ModelProto: {
    ir_version: [1, 'int64'],
    producer_name: [2, 'string'],
    producer_version: [3, 'string'],
    domain: [4, 'string'],
    model_version: [5, 'int64'],
    doc_string: [6, 'string'],
    graph: [7, 'GraphProto'],
    opset_import: [8, 'OperatorSetIdProto', '*'],
    metadata_props: [14, 'StringStringEntryProto', '*'],
    training_info: [20, 'TrainingInfoProto', '*'],
    functions: [25, 'FunctionProto', '*'],
    configuration: [26, 'DeviceConfigurationProto', '*'],
  },
  GraphProto: {
    node: [1, 'NodeProto', '*'],
    name: [2, 'string'],
    initializer: [5, 'TensorProto', '*'],
    doc_string: [10, 'string'],
    input: [11, 'ValueInfoProto', '*'],
    output: [12, 'ValueInfoProto', '*'],
    value_info: [13, 'ValueInfoProto', '*'],
    quantization_annotation: [14, 'TensorAnnotation', '*'],
    sparse_initializer: [15, 'SparseTensorProto', '*'],
    metadata_props: [16, 'StringStringEntryProto', '*'],
  },
  NodeProto: {
    input: [1, 'string', '*'],
    output: [2, 'string', '*'],
    name: [3, 'string'],
    op_type: [4, 'string'],
    attribute: [5, 'AttributeProto', '*'],
    doc_string: [6, 'string'],
    domain: [7, 'string'],
    overload: [8, 'string'],
    metadata_props: [9, 'StringStringEntryProto', '*'],
    device_configurations: [10, 'NodeDeviceConfigurationProto', '*'],
  },
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'TensorProto'],
    g: [6, 'GraphProto'],
    floats: [7, 'float', '*'],
    ints: [8, 'int64', '*'],
    strings: [9, 'bytes', '*'],
    tensors: [10, 'TensorProto', '*'],
    graphs: [11, 'GraphProto', '*'],
    doc_string: [13, 'string'],
    tp: [14, 'TypeProto'],
    type_protos: [15, 'TypeProto', '*'],
    type: [20, 'int32'],
    ref_attr_name: [21, 'string'],
    sparse_tensor: [22, 'SparseTensorProto'],
    sparse_tensors: [23, 'SparseTensorProto', '*'],
  },
  TensorProto: {
    dims: [1, 'int64', '*'],
    data_type: [2, 'int32'],
    segment: [3, 'TensorProto.Segment'],
    float_data: [4, 'floats'],
    int32_data: [5, 'varints'],
    string_data: [6, 'texts'],
    int64_data: [7, 'varints'],
    name: [8, 'string'],
    raw_data: [9, 'bytes'],
    double_data: [10, 'doubles'],
    uint64_data: [11, 'varints'],
    doc_string: [12, 'string'],
    external_data: [13, 'StringStringEntryProto', '*'],
    data_location: [14, 'int32'],
    metadata_props: [16, 'StringStringEntryProto', '*'],
  },
  'TensorProto.Segment': { begin: [1, 'int64'], end: [2, 'int64'] },
  SparseTensorProto: {
    values: [1, 'TensorProto'],
    indices: [2, 'TensorProto'],
    dims: [3, 'int64', '*'],
  },
  ValueInfoProto: {
    name: [1, 'string'],
    type: [2, 'TypeProto'],
    doc_string: [3, 'string'],
    metadata_props: [4, 'StringStringEntryProto', '*'],
  },
  TypeProto: {
    tensor_type: [1, 'TypeProto.Tensor', '?'],
    sequence_type: [4, 'TypeProto.Sequence', '?'],
    map_type: [5, 'TypeProto.Map', '?'],
    denotation: [6, 'string'],
    opaque_type: [7, 'TypeProto.Opaque', '?'],
    sparse_tensor_type: [8, 'TypeProto.Tensor', '?'],
    optional_type: [9, 'TypeProto.Sequence', '?'],
  },
  /** Also TypeProto.SparseTensor, which has the same fields. */
  'TypeProto.Tensor': { elem_type: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  /** Also TypeProto.Optional, which has the same field. */
  'TypeProto.Sequence': { elem_type: [1, 'TypeProto'] },
  'TypeProto.Map': { key_type: [1, 'int32'], value_type: [2, 'TypeProto'] },
  'TypeProto.Opaque': { domain: [1, 'string'], name: [2, 'string'] },
  TensorShapeProto: { dim: [1, 'TensorShapeProto.Dimension', '*'] },
  'TensorShapeProto.Dimension': {
    dim_value: [1, 'int64', '?'],
    dim_param: [2, 'string', '?'],
    denotation: [3, 'string'],
  },
  TensorAnnotation: {
    tensor_name: [1, 'string'],
    quant_parameter_tensor_names: [2, 'StringStringEntryProto', '*'],
  },
  StringStringEntryProto: { key: [1, 'string'], value: [2, 'string'] },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  TrainingInfoProto: {
    initialization: [1, 'GraphProto'],
    algorithm: [2, 'GraphProto'],
    initialization_binding: [3, 'StringStringEntryProto', '*'],
    update_binding: [4, 'StringStringEntryProto', '*'],
  },
  FunctionProto: {
    name: [1, 'string'],
    input: [4, 'string', '*'],
    output: [5, 'string', '*'],
    attribute: [6, 'string', '*'],
    node: [7, 'NodeProto', '*'],
    doc_string: [8, 'string'],
    opset_import: [9, 'OperatorSetIdProto', '*'],
    domain: [10, 'string'],
    attribute_proto: [11, 'AttributeProto', '*'],
    value_info: [12, 'ValueInfoProto', '*'],
    overload: [13, 'string'],
    metadata_props: [14, 'StringStringEntryProto', '*'],
  },
  DeviceConfigurationProto: {
    name: [1, 'string'],
    num_devices: [2, 'int32'],
    device: [3, 'string', '*'],
  },
  NodeDeviceConfigurationProto: {
    configuration_id: [1, 'string'],
    sharding_spec: [2, 'ShardingSpecProto', '*'],
    pipeline_stage: [3, 'int32'],
  },
  ShardingSpecProto: {
    tensor_name: [1, 'string'],
    device: [2, 'int64', '*'],
    index_to_device_group_map: [3, 'IntIntListEntryProto', '*'],
    sharded_dim: [4, 'ShardedDimProto', '*'],
  },
  IntIntListEntryProto: { key: [1, 'int64'], value: [2, 'int64', '*'] },
  ShardedDimProto: { axis: [1, 'int64'], simple_sharding: [2, 'SimpleShardedDimProto', '*'] },
  SimpleShardedDimProto: {
    dim_value: [1, 'int64', '?'],
    dim_param: [2, 'string', '?'],
    num_shards: [3, 'int64'],
  },
  /** Not ONNX's models but its test data: onnx-data.proto. */
  SequenceProto: {
    name: [1, 'string'],
    elem_type: [2, 'int32'],
    tensor_values: [3, 'TensorProto', '*'],
    sparse_tensor_values: [4, 'SparseTensorProto', '*'],
    sequence_values: [5, 'SequenceProto', '*'],
    map_values: [6, 'MapProto', '*'],
    optional_values: [7, 'OptionalProto', '*'],
  },
  MapProto: {
    name: [1, 'string'],
    key_type: [2, 'int32'],
    keys: [3, 'int64', '*'],
    string_keys: [4, 'bytes', '*'],
    values: [5, 'SequenceProto'],
  },
  OptionalProto: {
    name: [1, 'string'],
    elem_type: [2, 'int32'],
    tensor_value: [3, 'TensorProto'],
    sparse_tensor_value: [4, 'SparseTensorProto'],
    sequence_value: [5, 'SequenceProto'],
    map_value: [6, 'MapProto'],
    optional_value: [7, 'OptionalProto'],
  },
} as const;

type Schema = typeof schema;
export type MessageName = keyof Schema;

/** A 64-bit integer: a number where a double holds it exactly, else a bigint. */
export type Int = number | bigint;

/** A run of one typed field as it stands in the file: one packed record's contents, or unpacked records with their tags. */
export interface Span {
  readonly packed: boolean;
  readonly data: Uint8Array;
}

/** A typed tensor field, undecoded. */
export interface Typed {
  readonly spans: readonly Span[];
}

/** A field this version does not know: its wire type and its bytes without the tag. */
export interface UnknownField {
  readonly no: number;
  readonly wire: number;
  readonly data: Uint8Array;
}

interface Scalars {
  string: string;
  bytes: Uint8Array;
  int32: number;
  int64: Int;
  float: number;
  floats: Typed;
  varints: Typed;
  doubles: Typed;
  texts: Typed;
}
export type ScalarKind = keyof Scalars;

type ValueOf<K> = K extends ScalarKind ? Scalars[K] : K extends MessageName ? Message<K> : never;
type FieldOf<F> = F extends readonly [number, infer K, '*']
  ? readonly ValueOf<K>[]
  : F extends readonly [number, infer K, ...unknown[]]
    ? ValueOf<K>
    : never;

/** A decoded message: only fields that were present are set. Strings hold bytes that are not UTF-8 as `text.ts` says. */
export type Message<N extends MessageName> = {
  readonly [F in keyof Schema[N]]?: FieldOf<Schema[N][F]> | undefined;
} & { readonly $unknown?: readonly UnknownField[] | undefined };

/** One field, looked up by number (reading) or in order (writing). */
export interface Field {
  readonly name: string;
  readonly no: number;
  readonly kind: ScalarKind | MessageName;
  readonly many: boolean;
  /** Other members of the oneof, which setting this field clears. */
  readonly rivals: readonly string[];
}

export interface Layout {
  readonly name: MessageName;
  readonly byNumber: readonly (Field | undefined)[];
  readonly fields: readonly Field[];
}

function layoutOf(name: MessageName): Layout {
  const entries = Object.entries(schema[name]) as [string, readonly [number, Field['kind'], ('*' | '?')?]][];
  const union = entries.filter(([, spec]) => spec[2] === '?').map(([field]) => field);
  const fields = entries.map(([field, [no, kind, mark]]) => ({
    name: field,
    no,
    kind,
    many: mark === '*',
    rivals: mark === '?' ? union.filter((other) => other !== field) : [],
  }));
  const byNumber: (Field | undefined)[] = [];
  for (const field of fields) byNumber[field.no] = field;
  return { name, byNumber, fields };
}

const layouts = new Map<string, Layout>(
  (Object.keys(schema) as MessageName[]).map((name) => [name, layoutOf(name)]),
);

/** The layout of a message, or null when `kind` is a scalar. */
export const layout = (kind: string): Layout | null => layouts.get(kind) ?? null;
