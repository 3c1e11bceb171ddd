import { assert, CodedError, must } from '../core';
import {
  type AppliedConstant,
  type Constant,
  type Dim,
  type DType,
  type Edit,
  elementCount,
  type Graph,
  type Node,
  type Value,
  type ValueId,
} from '../graph';
import { literal } from '../graph/literal';
import { schemaOf } from '../graph/ops';
import { nodeId, valueId } from '../graph/types';
import { type AttrSpec, toAttrs } from './attrs';
import { isExact, numbersOf } from './numbers';
import { shapeOf } from './read';
import { computeSmall } from './small';

export interface NodeOptions {
  readonly domain?: string;
  /** How many outputs; 1 when left out. */
  readonly outputs?: number;
  /** The node whose name the new one inherits; the anchor when left out. */
  readonly like?: Node;
}

export interface FoldOptions {
  readonly domain?: string;
  /** How many outputs the operator has here, and which one is meant; 1 and 0 when left out. */
  readonly outputs?: number;
  readonly output?: number;
}

type Input = ValueId | null;

/**
 * What a rewrite builds with. Nodes are typed by inference as they are added and written for the graph's opset; weights
 * are never computed: `fold` makes constant expressions.
 */
export class Builder {
  constructor(
    private readonly edit: Edit,
    /** The graph before the rewrite. */
    readonly graph: Graph,
    /** Opset version of ai.onnx. */
    readonly opset: number,
    private readonly like: Node,
  ) {}

  /** Adds a node; its first output. */
  node(op: string, inputs: readonly Input[], attrs: AttrSpec = {}, options: NodeOptions = {}): ValueId {
    return must(this.nodes(op, inputs, attrs, options)[0], `output of ${op}`);
  }

  /** Adds a node; all its outputs. */
  nodes(
    op: string,
    inputs: readonly Input[],
    attrs: AttrSpec = {},
    options: NodeOptions = {},
  ): readonly ValueId[] {
    return this.edit.addNode({
      op,
      inputs,
      attrs: toAttrs(attrs),
      domain: options.domain ?? '',
      outputs: options.outputs ?? 1,
      like: options.like ?? this.like,
    });
  }

  /** The same operator with the same attributes over other inputs. */
  again(
    node: Node,
    inputs: readonly Input[],
    attrs: Node['attrs'] = node.attrs,
    outputs = node.outputs.length,
  ): readonly ValueId[] {
    const { op, domain } = node;
    return this.edit.addNode({
      op,
      domain,
      inputs,
      attrs,
      outputs,
      captures: node.captures,
      like: node,
    });
  }

  /** A literal tensor of a few elements. */
  constant(dtype: DType, shape: readonly number[], values: readonly number[]): ValueId {
    return this.add(literal(dtype, shape, values));
  }

  /** A rank-1 int64 literal. */
  ints(values: readonly number[]): ValueId {
    return this.constant('int64', [values.length], values);
  }

  /** A rank-0 literal. */
  scalar(dtype: DType, value: number): ValueId {
    return this.constant(dtype, [], [value]);
  }

  /** Makes a constant a value. */
  add(constant: Constant): ValueId {
    return this.edit.addConstant(constant, contentsOf(constant));
  }

  /** The contents of a value that is a constant. */
  constantOf(id: ValueId): Constant {
    return must(this.edit.peek().constant(id), `constant ${id}`);
  }

  /** A constant expression: an operator over constants (values that are constants count as such). Nothing large is computed. */
  fold(
    op: string,
    inputs: readonly (Constant | ValueId | null)[],
    attrs: AttrSpec = {},
    options: FoldOptions = {},
  ): Constant {
    const operands = inputs.map((input) => (typeof input === 'number' ? this.constantOf(input) : input));
    const folded = foldConstant(this.graph, op, operands, attrs, options);
    return must(folded, `the type of a folded ${op}`);
  }

  /** `fold` as a value. */
  folded(
    op: string,
    inputs: readonly (Constant | ValueId | null)[],
    attrs: AttrSpec = {},
    options: FoldOptions = {},
  ): ValueId {
    return this.add(this.fold(op, inputs, attrs, options));
  }

  /** Type, shape and constant of a value, those made in this rewrite included. */
  valueOf(id: ValueId): Value {
    return this.edit.peek().value(id);
  }

  shape(id: ValueId): readonly Dim[] | null {
    return shapeOf(this.edit.peek(), id);
  }

  squeeze(x: ValueId, axes: readonly number[]): ValueId {
    return this.opset >= 13
      ? this.node('Squeeze', [x, this.ints(axes)])
      : this.node('Squeeze', [x], { axes });
  }

  unsqueeze(x: ValueId, axes: readonly number[]): ValueId {
    return this.opset >= 13
      ? this.node('Unsqueeze', [x, this.ints(axes)])
      : this.node('Unsqueeze', [x], { axes });
  }

  slice(
    x: ValueId,
    starts: readonly number[],
    ends: readonly number[],
    axes: readonly number[],
    steps?: readonly number[],
  ): ValueId {
    const plain = steps === undefined || steps.every((s) => s === 1);
    if (this.opset >= 10) {
      const operands = [x, this.ints(starts), this.ints(ends), this.ints(axes)];
      return this.node('Slice', plain ? operands : [...operands, this.ints(steps)]);
    }
    assert(plain, 'Slice has steps from opset 10 on');
    return this.node('Slice', [x], { starts, ends, axes });
  }

  split(x: ValueId, axis: number, sizes: readonly number[]): readonly ValueId[] {
    const options = { outputs: sizes.length };
    return this.opset >= 13
      ? this.nodes('Split', [x, this.ints(sizes)], { axis }, options)
      : this.nodes('Split', [x], { axis, split: sizes }, options);
  }

  /** ReduceSum, ReduceMean and the others, with axes where the opset wants them. */
  reduce(op: string, x: ValueId, axes: readonly number[], keepdims: boolean): ValueId {
    const since = op === 'ReduceSum' ? 13 : 18;
    const flags = { keepdims: keepdims ? 1 : 0 };
    return this.opset >= since
      ? this.node(op, [x, this.ints(axes)], flags)
      : this.node(op, [x], { axes, ...flags });
  }

  /** A Reshape to these numbers (0 keeps a dimension, −1 is inferred). */
  reshape(x: ValueId, dims: readonly number[]): ValueId {
    return this.node('Reshape', [x, this.ints(dims)]);
  }

  transpose(x: ValueId, perm: readonly number[]): ValueId {
    return this.node('Transpose', [x], { perm });
  }

  /** Softmax over one axis; before opset 13 that must be the last one. */
  softmax(x: ValueId, axis: number): ValueId {
    return this.node('Softmax', [x], { axis });
  }
}

const contentsOf = (constant: Constant): Value['known'] =>
  (constant.dtype === 'int64' || constant.dtype === 'int32') && constant.shape.length <= 1
    ? numbersOf(constant)
    : null;

/**
 * An operator over constants as a constant, typed by inference; a literal where it is small enough to compute here; null
 * where its type is not known or not static.
 */
export function foldConstant(
  graph: Graph,
  op: string,
  inputs: readonly (Constant | null)[],
  attrs: AttrSpec | Node['attrs'],
  options: FoldOptions = {},
): Constant | null {
  const { domain = '', outputs = 1, output = 0 } = options;
  const version = graph.header.opsets.get(domain) ?? 1;
  const schema = schemaOf(domain, op, version);
  if (schema === null) return null;
  const node: Node = {
    id: nodeId(0),
    domain,
    op,
    inputs: inputs.map((input, i) => (input === null ? null : valueId(i))),
    outputs: Array.from({ length: outputs }, (_, i) => valueId(inputs.length + i)),
    attrs: attrs instanceof Map ? attrs : toAttrs(attrs as AttrSpec),
    captures: [],
    name: '',
    extra: null,
  };
  const values = inputs.map((input, i) => (input === null ? null : asValue(input, i)));
  const inferred = inferredOf(schema, { node, version, inputs: values, captures: [], inferBody: () => [] })[
    output
  ];
  const type = inferred?.type ?? null;
  if (type?.kind !== 'tensor' || type.shape === null) return null;
  if (!type.shape.every((d): d is number => typeof d === 'number')) return null;
  const applied: AppliedConstant = {
    kind: 'applied',
    domain,
    op,
    attrs: node.attrs,
    inputs,
    output,
    outputs,
    dtype: type.dtype,
    shape: type.shape as readonly number[],
  };
  const small =
    integersOf(applied, inferred?.known ?? null) ?? (output === 0 ? computeSmall(applied, numbersOf) : null);
  return small === null ? applied : literal(applied.dtype, applied.shape, small);
}

/** What inference says of constants; nothing where it refuses them, which is the model's fault and no rewrite's. */
function inferredOf(
  schema: NonNullable<ReturnType<typeof schemaOf>>,
  context: Parameters<typeof schema.infer>[0],
): ReturnType<typeof schema.infer> {
  try {
    return schema.infer(context);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return [];
  }
}

/** What inference knows of an integer vector or scalar, when it knows all of it. */
function integersOf({ dtype, shape }: AppliedConstant, known: Value['known']): readonly number[] | null {
  if ((dtype !== 'int64' && dtype !== 'int32') || known === null) return null;
  if (shape.length > 1 || known.length !== elementCount(shape)) return null;
  return known.every(isExact) ? (known as readonly number[]) : null;
}

function asValue(constant: Constant, index: number): Value {
  return {
    id: valueId(index),
    name: '',
    type: { kind: 'tensor', dtype: constant.dtype, shape: constant.shape },
    producer: null,
    slot: 0,
    constant,
    known: contentsOf(constant),
    capture: null,
    extra: null,
  };
}
