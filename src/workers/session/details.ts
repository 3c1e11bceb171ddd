import {
  type Attr,
  type Constant,
  docOf,
  elementCount,
  type Graph,
  type Node,
  nodeCost,
  schemaOf,
  type ValueId,
} from '../../graph';
import type { NodeDetails, ValueDetails } from './protocol';
import { typeText } from './typeText';
import { nodeKey } from './view';

/** Longest list or text that is written out. */
const LONGEST = 64;

/** Everything worth reading about a node; weights' statistics are asked for separately. */
export function detailsOf(graph: Graph, node: Node): NodeDetails {
  const value = (id: ValueId | null, slot: string): ValueDetails[] =>
    id === null ? [] : [valueDetails(graph, id, slot)];
  const cost = nodeCost(graph, node);
  const schema = schemaOf(node.domain, node.op, graph.header.opsets.get(node.domain) ?? 1);
  const defaults = Object.entries(schema?.attrs ?? {}).flatMap(([name, attr]) =>
    node.attrs.has(name) || attr.default === undefined
      ? []
      : [{ name, value: `${String(attr.default)} (default)` }],
  );
  return {
    id: nodeKey(node.id),
    op: node.op,
    domain: node.domain,
    name: node.name,
    doc: docOf(node),
    attrs: [...[...node.attrs].map(([name, attr]) => ({ name, value: attrText(attr) })), ...defaults],
    inputs: [
      ...node.inputs.flatMap((id, slot) => value(id, String(slot))),
      ...node.captures.flatMap((id) => value(id, 'from outside')),
    ],
    outputs: node.outputs.flatMap((id, slot) => value(id, String(slot))),
    cost: cost && {
      macs: cost.macs,
      flops: cost.flops,
      bytesRead: cost.bytesRead,
      bytesWritten: cost.bytesWritten,
      params: cost.params,
    },
  };
}

function valueDetails(graph: Graph, id: ValueId, slot: string): ValueDetails {
  const { name, type, constant, known } = graph.value(id);
  return {
    value: id,
    slot,
    name: name === '' ? `value ${id}` : name,
    type: typeText(type),
    constant: constant === null ? null : constant.kind === 'tensor' ? 'stored' : 'computed',
    contents: known === null ? smallContents(constant) : list(known),
  };
}

function smallContents(constant: Constant | null): string | null {
  if (constant === null) return null;
  if (constant.kind === 'applied') return expression(constant);
  const { source, dtype, shape } = constant;
  if (dtype !== 'float32' || source.at !== 'bytes' || elementCount(shape) > 8) return null;
  const view = new DataView(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
  return list(
    Array.from({ length: elementCount(shape) }, (_, i) =>
      Number(view.getFloat32(4 * i, true).toPrecision(6)),
    ),
  );
}

/** A constant expression as it would be written: `Mul(weight, scale)`, two levels deep. */
function expression(constant: Constant, depth = 0): string {
  if (constant.kind === 'tensor') return constant.name === '' ? 'constant' : constant.name;
  if (depth === 2) return '…';
  const inputs = constant.inputs.flatMap((input) => (input === null ? [] : [expression(input, depth + 1)]));
  return `${constant.op}(${inputs.join(', ')})`;
}

function attrText(attr: Attr): string {
  if (attr.ref !== undefined) return `the function's ${attr.ref}`;
  switch (attr.kind) {
    case 'int':
      return String(attr.value);
    case 'float':
      return String(Number(attr.value.toPrecision(7)));
    case 'string':
      return text(attr.value);
    case 'ints':
    case 'floats':
      return list(attr.value.map((x) => (typeof x === 'number' ? Number(x.toPrecision(7)) : x)));
    case 'strings':
      return list(attr.value.map(text));
    case 'tensor':
      return `${attr.value.dtype} ${attr.value.shape.join('×') || 'scalar'}`;
    case 'graph':
      return `graph of ${attr.value.size} nodes`;
    case 'tensors':
      return `${attr.value.length} tensors`;
    case 'graphs':
      return `${attr.value.length} graphs`;
    case 'opaque':
      return 'kept as it is';
  }
}

function text(value: string | Uint8Array): string {
  const whole = typeof value === 'string' ? value : new TextDecoder().decode(value);
  return whole.length > 2 * LONGEST ? `${whole.slice(0, 2 * LONGEST)}…` : whole;
}

function list(items: readonly unknown[]): string {
  const shown = items.slice(0, LONGEST).map(String).join(', ');
  return items.length > LONGEST ? `[${shown}, … ${items.length} in all]` : `[${shown}]`;
}
