import { Vec } from '../core';
import { substituteDim } from './dim';
import { Graph } from './graph';
import type { Attr, Dim, Node, Value, ValueType } from './types';

type Bindings = ReadonlyMap<string, Dim>;

function inDims(dims: readonly Dim[], bindings: Bindings): readonly Dim[] {
  const bound = dims.map((dim) => substituteDim(dim, bindings));
  return bound.every((dim, i) => dim === dims[i]) ? dims : bound;
}

function inType(type: ValueType | null, bindings: Bindings): ValueType | null {
  if (type === null) return null;
  if (type.kind === 'tensor' || type.kind === 'sparse') {
    if (type.shape === null) return type;
    const shape = inDims(type.shape, bindings);
    return shape === type.shape ? type : { ...type, shape };
  }
  if (type.kind === 'map') {
    const value = inType(type.value, bindings);
    return value === type.value ? type : { ...type, value };
  }
  const element = inType(type.element, bindings);
  return element === type.element ? type : { ...type, element };
}

function inValue(value: Value, bindings: Bindings): Value {
  const type = inType(value.type, bindings);
  const known = value.known === null ? null : inDims(value.known, bindings);
  return type === value.type && known === value.known ? value : { ...value, type, known };
}

function inAttr(attr: Attr, bindings: Bindings): Attr {
  if (attr.kind === 'graph') return { ...attr, value: substituteDims(attr.value, bindings) };
  if (attr.kind === 'graphs') {
    return { ...attr, value: attr.value.map((body) => substituteDims(body, bindings)) };
  }
  return attr;
}

function inNode(node: Node, bindings: Bindings): Node {
  const attrs = [...node.attrs];
  const hasBody = attrs.some(([, attr]) => attr.kind === 'graph' || attr.kind === 'graphs');
  if (!hasBody) return node;
  return { ...node, attrs: new Map(attrs.map(([name, attr]) => [name, inAttr(attr, bindings)])) };
}

/** The graph with symbols replaced in every type and in all known contents, subgraphs included. */
export function substituteDims(graph: Graph, bindings: Bindings): Graph {
  if (bindings.size === 0) return graph;
  const values = [...graph.parts.values].map((value) => (value ? inValue(value, bindings) : null));
  const nodes = [...graph.parts.nodes].map((node) => (node ? inNode(node, bindings) : null));
  return new Graph({ ...graph.parts, nodes: Vec.from(nodes), values: Vec.from(values) });
}
