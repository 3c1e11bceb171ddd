import type { Graph, Node, Value, ValueId } from '../../graph';
import { attrsText } from './fusionGroups';
import { overwrites } from './inPlace';
import { originOf } from './passThrough';

/**
 * What a group's time depends on, as text: operators, attributes, types and shapes, which inputs are constant, the contents of
 * small integer constants (axes, slices), how the nodes are wired, and which inputs are written over. Names and weights do not count, nor does what only
 * passes a value on. Null while a shape is not known.
 */
export function groupKey(graph: Graph, nodes: readonly Node[]): string | null {
  const internal = new Map<ValueId, string>();
  const external = new Map<ValueId, string>();
  const parts: string[] = [];
  for (const [i, node] of nodes.entries()) {
    const reads: string[] = [];
    for (const read of [...node.inputs, ...node.captures]) {
      if (read === null) {
        reads.push('-');
        continue;
      }
      const id = originOf(graph, read);
      const known = internal.get(id) ?? external.get(id);
      if (known !== undefined) {
        reads.push(known);
        continue;
      }
      const text = valueText(graph.value(id));
      if (text === null) return null;
      const over = overwrites(graph, node, id) ? '!' : '';
      external.set(id, `x${external.size}`);
      reads.push(`x${external.size - 1}:${text}${over}`);
    }
    const writes: string[] = [];
    for (const [slot, id] of node.outputs.entries()) {
      if (id === null) continue;
      internal.set(id, `${i}.${slot}`);
      const type = typeText(graph.value(id));
      if (type === null) return null;
      writes.push(type);
    }
    const version = graph.header.opsets.get(node.domain) ?? 1;
    const name = node.domain === '' ? node.op : `${node.domain}.${node.op}`;
    parts.push(`${name}@${version}{${attrsText(node.attrs)}}(${reads})->${writes}`);
  }
  return parts.join(' ');
}

const typeTexts = new WeakMap<Value, string>();

function typeText(value: Value): string | null {
  const cached = typeTexts.get(value);
  if (cached !== undefined) return cached;
  const { type } = value;
  if (type?.kind !== 'tensor' || type.shape === null) return null;
  if (type.shape.some((dim) => typeof dim !== 'number')) return null;
  const text = `${type.dtype}[${type.shape}]`;
  typeTexts.set(value, text);
  return text;
}

function valueText(value: Value): string | null {
  const type = typeText(value);
  if (type === null) return null;
  if (value.known?.every((dim) => typeof dim === 'number')) {
    return `${type}=${value.known.join(',')}`;
  }
  return value.constant === null ? type : `${type}c`;
}
