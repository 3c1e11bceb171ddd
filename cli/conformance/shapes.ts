import { Vec } from '../../src/core';
import { Graph, inferGraph, type NamedTensor, type ValueType } from '../../src/graph';

/**
 * The graph without what its file says of the types of inner values and outputs, so that inference has to find them.
 */
function withoutStatedTypes(graph: Graph): Graph {
  const values = Array.from({ length: graph.valueCapacity }, (_, i) => graph.parts.values.get(i) ?? null);
  const inputs = new Set(graph.inputs);
  const bare = values.map((value) =>
    value === null || value.constant !== null || inputs.has(value.id) ? value : { ...value, type: null },
  );
  return new Graph({ ...graph.parts, values: Vec.from(bare) });
}

/** The graph with inputs whose contents are known; null: not known. */
export function withContents(graph: Graph, contents: readonly (NamedTensor | null)[]): Graph {
  let { values } = graph.parts;
  graph.inputs.forEach((id, i) => {
    const tensor = contents[i] ?? null;
    const value = graph.value(id);
    if (tensor === null || tensor.dtype === 'string' || value.constant !== null) return;
    const { dtype, shape, bytes } = tensor;
    const source = { at: 'bytes', bytes } as const;
    values = values.set(id, {
      ...value,
      constant: { kind: 'tensor', dtype, shape, name: value.name, source },
    });
  });
  return new Graph({ ...graph.parts, values });
}

/** Types of the graph's outputs by inference alone. */
export function inferredOutputs(graph: Graph): readonly (ValueType | null)[] {
  const inferred = inferGraph(withoutStatedTypes(graph));
  return inferred.outputs.map((id) => inferred.value(id).type);
}

export type ShapeVerdict = 'unknown' | 'right' | 'wrong';

/** `unknown` where inference leaves the shape open; what it does say must hold all the same. */
export function judgeShape(type: ValueType | null, expected: NamedTensor): ShapeVerdict {
  if (type === null) return 'unknown';
  if (type.kind !== 'tensor' || type.dtype !== expected.dtype) return 'wrong';
  if (type.shape === null) return 'unknown';
  if (type.shape.length !== expected.shape.length) return 'wrong';
  if (type.shape.some((d, i) => typeof d === 'number' && d !== expected.shape[i])) return 'wrong';
  return type.shape.every((d) => typeof d === 'number') ? 'right' : 'unknown';
}
