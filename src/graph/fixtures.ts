import { assert, createRandom, hashString, must, Vec } from '../core';
import { type Constant, elementCount, type TensorConstant } from './constant';
import { type DType, isFloat } from './dtype';
import { Graph } from './graph';
import { inferGraph } from './inferGraph';
import { literal } from './literal';
import { schemaOf } from './ops';
import {
  type Attr,
  type Dim,
  type ModelFunction,
  type ModelHeader,
  type Node,
  type NodeId,
  nodeId,
  type Use,
  type Value,
  type ValueId,
  type ValueType,
  valueId,
} from './types';

/**
 * What a test may write for an attribute: an `Attr`, or a plain value. Whole numbers become ints unless the operator's
 * schema says float; a builder becomes a subgraph, which captures what it took by `capture`.
 */
export type PlainAttr =
  | Attr
  | number
  | bigint
  | string
  | readonly number[]
  | readonly string[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | TensorConstant
  | GraphBuilder
  | Graph;

export interface BuilderOptions {
  /** Version of ai.onnx; 17 when left out. */
  readonly opset?: number;
  /** Versions of other domains; com.microsoft is 1. */
  readonly opsets?: Readonly<Record<string, number>>;
  readonly functions?: ReadonlyMap<string, ModelFunction>;
  readonly name?: string;
}

export interface NodeOptions {
  readonly domain?: string;
  /** How many outputs, or which of them exist: `[true, false]` leaves the second out. 1 when left out. */
  readonly outputs?: number | readonly boolean[];
  readonly name?: string;
}

export interface GraphBuilder {
  input(name: string, dtype: DType, shape: readonly Dim[] | null): ValueId;
  /** A graph input of any type. */
  typedInput(name: string, type: ValueType | null): ValueId;
  /** An initializer; without elements, floats are seeded by the name (normal, deviation 0.5) and the rest are 0. */
  constant(
    name: string,
    dtype: DType,
    shape: readonly number[],
    elements?: readonly (number | bigint)[],
  ): ValueId;
  /** An initializer whose elements are in another file: nothing can read them, so nothing can depend on them. */
  external(name: string, dtype: DType, shape: readonly number[]): ValueId;
  /** A value that is this constant, a computed one for instance. */
  applied(constant: Constant): ValueId;
  /** An initializer of one element and rank 0. */
  scalar(name: string, dtype: DType, element: number): ValueId;
  /** A vector of int64, as shapes and axes are. */
  ints(name: string, elements: readonly number[]): ValueId;
  /** Adds a node; of its outputs, those that were left out come back as an id that must not be used (-1). */
  node(
    op: string,
    inputs: readonly (ValueId | null)[],
    attrs?: Readonly<Record<string, PlainAttr>>,
    options?: NodeOptions,
  ): ValueId[];
  /** The only output of a new node. */
  op(
    op: string,
    inputs: readonly (ValueId | null)[],
    attrs?: Readonly<Record<string, PlainAttr>>,
    options?: NodeOptions,
  ): ValueId;
  /** In a subgraph's builder: a value of the enclosing graph, as seen from inside. */
  capture(outer: ValueId): ValueId;
  /** Makes a value a graph output of this name, through an Identity where the value has a name that must stay. */
  output(name: string, value: ValueId): void;
  /** The graph without inference. */
  raw(): Graph;
  /** The graph with every value's type inferred. */
  build(): Graph;
  /** For `node`: the values captured so far, and the graph with captures renumbered into the node's list. */
  readonly captured: readonly ValueId[];
  rawWithCaptures(index: ReadonlyMap<ValueId, number>): Graph;
}

const isBuilder = (attr: PlainAttr): attr is GraphBuilder =>
  typeof attr === 'object' && 'rawWithCaptures' in attr;

function scalarAttr(value: number | bigint | string, kind: string | undefined): Attr {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'bigint') return { kind: 'int', value };
  return { kind: kind === 'float' || !Number.isInteger(value) ? 'float' : 'int', value };
}

function listAttr(items: readonly (number | string)[], kind: string | undefined): Attr {
  const strings = items.filter((item) => typeof item === 'string');
  if (strings.length > 0) return { kind: 'strings', value: strings };
  const numbers = items.filter((item) => typeof item === 'number');
  const floats = kind === 'floats' || numbers.some((item) => !Number.isInteger(item));
  return { kind: floats ? 'floats' : 'ints', value: numbers };
}

function toAttr(attr: PlainAttr, kind: string | undefined, index: ReadonlyMap<ValueId, number>): Attr {
  if (typeof attr !== 'object') return scalarAttr(attr, kind);
  if (Array.isArray(attr)) return listAttr(attr, kind);
  if (attr instanceof Graph) return { kind: 'graph', value: attr };
  if (isBuilder(attr)) return { kind: 'graph', value: attr.rawWithCaptures(index) };
  if ('float' in attr) return { kind: 'float', value: attr.float };
  if ('floats' in attr) return { kind: 'floats', value: attr.floats };
  if ('dtype' in attr) return { kind: 'tensor', value: attr };
  assert('kind' in attr, 'an attribute in a test is one of the plain forms');
  return attr;
}

function seededElements(name: string, dtype: DType, count: number): number[] {
  const random = createRandom(hashString(name));
  return Array.from({ length: count }, () => (isFloat(dtype) ? random.normal() / 2 : 0));
}

/** Writes a graph by hand, for tests. Ids ascend in the order in which things are added. */
export function graphBuilder(options: BuilderOptions = {}): GraphBuilder {
  const opsets = new Map<string, number>([
    ['', options.opset ?? 17],
    ['com.microsoft', 1],
    ...Object.entries(options.opsets ?? {}),
  ]);
  const header: ModelHeader = {
    opsets,
    graphName: options.name ?? 'test',
    functions: options.functions ?? new Map(),
    extra: null,
  };
  const nodes: Node[] = [];
  const values: Value[] = [];
  const uses: Use[][] = [];
  const inputs: ValueId[] = [];
  const outputs: ValueId[] = [];
  const captured: ValueId[] = [];

  const addValue = (about: Partial<Value>): ValueId => {
    const id = valueId(values.length);
    values.push({
      id,
      name: '',
      type: null,
      producer: null,
      slot: 0,
      constant: null,
      known: null,
      capture: null,
      extra: null,
      ...about,
    });
    uses.push([]);
    return id;
  };
  const use = (value: ValueId, node: NodeId, slot: number): void => {
    must(uses[value], `value ${value} of this builder`).push({ node, slot });
  };
  const addConstant = (constant: Constant): ValueId => {
    const type: ValueType = { kind: 'tensor', dtype: constant.dtype, shape: constant.shape };
    return addValue({ name: constant.kind === 'tensor' ? constant.name : '', type, constant });
  };
  const graphOf = (ofValues: readonly Value[]): Graph =>
    new Graph({
      nodes: Vec.from<Node | null>(nodes),
      values: Vec.from<Value | null>(ofValues),
      uses: Vec.from<readonly Use[]>(uses.map((list) => [...list])),
      inputs: [...inputs],
      outputs: [...outputs],
      header,
      size: nodes.length,
    });

  const builder: GraphBuilder = {
    captured,
    input: (name, dtype, shape) => builder.typedInput(name, { kind: 'tensor', dtype, shape }),
    typedInput: (name, type) => {
      const id = addValue({ name, type });
      inputs.push(id);
      return id;
    },
    constant: (name, dtype, shape, elements) =>
      addConstant(literal(dtype, shape, elements ?? seededElements(name, dtype, elementCount(shape)), name)),
    external: (name, dtype, shape) => {
      const source = { at: 'external', location: name, offset: 0, length: null } as const;
      return addConstant({ kind: 'tensor', dtype, shape, source, name });
    },
    applied: addConstant,
    scalar: (name, dtype, element) => addConstant(literal(dtype, [], [element], name)),
    ints: (name, elements) => addConstant(literal('int64', [elements.length], elements, name)),
    node: (op, nodeInputs, attrs = {}, { domain = '', outputs: which = 1, name = '' } = {}) => {
      const id = nodeId(nodes.length);
      const captures = [
        ...new Set(Object.values(attrs).flatMap((attr) => (isBuilder(attr) ? attr.captured : []))),
      ];
      const index = new Map(captures.map((value, k) => [value, k]));
      const schema = schemaOf(domain, op, opsets.get(domain) ?? 1);
      const present = typeof which === 'number' ? Array.from({ length: which }, () => true) : which;
      const nodeOutputs = present.map((exists, slot) => (exists ? addValue({ producer: id, slot }) : null));
      nodes.push({
        id,
        domain,
        op,
        inputs: nodeInputs,
        outputs: nodeOutputs,
        attrs: new Map(
          Object.entries(attrs).map(([key, attr]) => [key, toAttr(attr, schema?.attrs[key]?.kind, index)]),
        ),
        captures,
        name,
        extra: null,
      });
      nodeInputs.forEach((input, slot) => {
        if (input !== null) use(input, id, slot);
      });
      captures.forEach((value, k) => {
        use(value, id, nodeInputs.length + k);
      });
      return nodeOutputs.map((output) => output ?? valueId(-1));
    },
    op: (op, nodeInputs, attrs, nodeOptions) =>
      must(builder.node(op, nodeInputs, attrs, nodeOptions)[0], 'first output'),
    capture: (outer) => {
      const known = captured.indexOf(outer);
      const k = known < 0 ? captured.push(outer) - 1 : known;
      const existing = values.find((value) => value.capture === k);
      return existing?.id ?? addValue({ capture: k });
    },
    output: (name, value) => {
      const source = must(values[value], `value ${value} of this builder`);
      if (source.producer === null || outputs.includes(value)) {
        const copy = builder.op('Identity', [value]);
        builder.output(name, copy);
        return;
      }
      values[value] = { ...source, name };
      outputs.push(value);
    },
    raw: () => graphOf(values),
    rawWithCaptures: (index) =>
      graphOf(
        values.map((value) => {
          if (value.capture === null) return value;
          const outer = must(captured[value.capture], 'captured value');
          return { ...value, capture: must(index.get(outer), 'index of a captured value') };
        }),
      ),
    build: () => inferGraph(builder.raw()),
  };
  return builder;
}
