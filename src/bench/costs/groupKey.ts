import {
  type Constant,
  elementCount,
  type Graph,
  isFloat,
  type Node,
  type Value,
  type ValueId,
} from '../../graph';
import { isPassable, toDoubles } from '../hostTensor';
import { attrsText } from './fusionGroups';
import { overwrites } from './inPlace';
import { originOf } from './passThrough';

/**
 * What a group's time depends on, as text: operators, attributes, types and shapes, which inputs are constant (or `folded` into
 * one), the contents of small integer constants (axes, slices), how the nodes are wired, and which inputs are written over.
 * Names and weights do not count, nor does what only passes a value on. Null while a shape is not known.
 */
export function groupKey(
  graph: Graph,
  nodes: readonly Node[],
  folded: ReadonlySet<ValueId> = new Set(),
): string | null {
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
      const text = valueText(graph.value(id), folded.has(id));
      const contents = node.op === 'Pow' && read === node.inputs[1] ? numberOf(graph.constant(id)) : '';
      if (text === null) return null;
      const over = overwrites(graph, node, id) ? '!' : '';
      external.set(id, `x${external.size}`);
      reads.push(`x${external.size - 1}:${text}${contents}${over}`);
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

function valueText(value: Value, folded: boolean): string | null {
  const type = typeText(value);
  if (type === null) return null;
  const counts = value.type?.kind === 'tensor' && !isFloat(value.type.dtype);
  if (counts && value.known?.every((dim) => typeof dim === 'number')) {
    return `${type}=${value.known.join(',')}`;
  }
  return value.constant === null && !folded ? type : `${type}c`;
}

/** An exponent of one number: ORT computes squares and cubes as products, others as a function. */
function numberOf(constant: Constant | null): string {
  if (constant?.kind !== 'tensor' || constant.source.at !== 'bytes' || elementCount(constant.shape) !== 1)
    return '';
  if (!isPassable(constant.dtype)) return '';
  const { dtype, shape } = constant;
  return `=${toDoubles({ dtype, shape, bytes: constant.source.bytes })[0]}`;
}
