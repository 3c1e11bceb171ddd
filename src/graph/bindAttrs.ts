import { Vec } from '../core';
import { Graph } from './graph';
import type { Attr, Attrs, Node } from './types';

function bindAttr(attr: Attr, actual: Attrs): Attr | null {
  if (attr.ref !== undefined && attr.ref !== '') return actual.get(attr.ref) ?? null;
  if (attr.kind === 'graph') {
    const value = bindAttrs(attr.value, actual);
    return value === attr.value ? attr : { ...attr, value };
  }
  if (attr.kind === 'graphs') {
    const value = attr.value.map((body) => bindAttrs(body, actual));
    return value.every((body, i) => body === attr.value[i]) ? attr : { ...attr, value };
  }
  return attr;
}

/**
 * The body of a model-local function with every attribute that refers to one of the function's replaced by the
 * actual one; an attribute whose referent is absent is left out, as ONNX has it. Nested subgraphs included.
 */
export function bindAttrs(body: Graph, actual: Attrs): Graph {
  const { parts } = body;
  let changed = false;
  const nodes: (Node | null)[] = [];
  for (const node of parts.nodes) {
    let bound: Map<string, Attr> | null = null;
    if (node) {
      for (const [name, attr] of node.attrs) {
        const value = bindAttr(attr, actual);
        if (value === attr) continue;
        bound ??= new Map(node.attrs);
        if (value === null) bound.delete(name);
        else bound.set(name, value);
      }
    }
    if (bound !== null) changed = true;
    nodes.push(node && bound !== null ? { ...node, attrs: bound } : (node ?? null));
  }
  return changed ? new Graph({ ...parts, nodes: Vec.from(nodes) }) : body;
}
