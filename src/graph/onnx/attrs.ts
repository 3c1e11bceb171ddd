import type { Constant } from '../constant';
import type { Graph } from '../graph';
import type { Attr } from '../types';
import { seal } from './extra';
import type { Message } from './schema';
import { tensorConstant } from './tensor';
import { decodeText, encodeText, isUtf8 } from './text';

type AttributeProto = Message<'AttributeProto'>;

/** AttributeProto.AttributeType. */
export const attrNumbers = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
} as const;

const kinds = new Map<number, Attr['kind']>(
  Object.entries(attrNumbers).map(([kind, number]) => [number, kind as Attr['kind']]),
);

/** Files of IR version 1 have no type: the field that is set tells. */
function kindOf(proto: AttributeProto): Attr['kind'] {
  if (proto.type !== undefined && proto.type !== 0) return kinds.get(proto.type) ?? 'opaque';
  if (proto.f !== undefined) return 'float';
  if (proto.i !== undefined) return 'int';
  if (proto.s !== undefined) return 'string';
  if (proto.t !== undefined) return 'tensor';
  if (proto.g !== undefined) return 'graph';
  if (proto.floats !== undefined) return 'floats';
  if (proto.ints !== undefined) return 'ints';
  if (proto.strings !== undefined) return 'strings';
  if (proto.tensors !== undefined) return 'tensors';
  if (proto.graphs !== undefined) return 'graphs';
  return 'opaque';
}

const stringOf = (bytes: Uint8Array): string | Uint8Array => (isUtf8(bytes) ? decodeText(bytes) : bytes);
const none = new Uint8Array(0);

/** An attribute of the file; `subgraph` builds a nested graph. */
export function decodeAttr(proto: AttributeProto, subgraph: (graph: Message<'GraphProto'>) => Graph): Attr {
  const bare = bareAttr(proto, subgraph);
  const ref = proto.ref_attr_name;
  const extra = seal({ of: 'attr', proto, value: bare.value });
  return { ...bare, extra, ...(ref === undefined || ref === '' ? {} : { ref }) };
}

function bareAttr(proto: AttributeProto, subgraph: (graph: Message<'GraphProto'>) => Graph): Attr {
  const tensorOf = (tensor: Message<'TensorProto'>): Constant => tensorConstant(tensor);
  const kind = kindOf(proto);
  switch (kind) {
    case 'float':
      return { kind, value: proto.f ?? 0 };
    case 'int':
      return { kind, value: proto.i ?? 0 };
    case 'string':
      return { kind, value: stringOf(proto.s ?? none) };
    case 'floats':
      return { kind, value: proto.floats ?? [] };
    case 'ints':
      return { kind, value: proto.ints ?? [] };
    case 'strings':
      return { kind, value: (proto.strings ?? []).map(stringOf) };
    case 'tensors':
      return { kind, value: (proto.tensors ?? []).map(tensorOf) };
    case 'graphs':
      return { kind, value: (proto.graphs ?? []).map(subgraph) };
    case 'tensor':
      if (proto.t !== undefined) return { kind, value: tensorOf(proto.t) };
      break;
    case 'graph':
      if (proto.g !== undefined) return { kind, value: subgraph(proto.g) };
      break;
    case 'opaque':
      break;
  }
  return { kind: 'opaque', value: seal({ of: 'attr', proto, value: null }) };
}

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? encodeText(text) : text;

/** What encoding an attribute needs from its surroundings. */
export interface AttrWriter {
  tensor(constant: Constant, original: Message<'TensorProto'> | undefined): Message<'TensorProto'>;
  graph(graph: Graph): Message<'GraphProto'>;
}

/** The content fields of an attribute; name and type are the caller's. */
export function attrContents(attr: Attr, was: AttributeProto | null, writer: AttrWriter): AttributeProto {
  switch (attr.kind) {
    case 'float':
      return { f: attr.value };
    case 'int':
      return { i: attr.value };
    case 'string':
      return { s: bytesOf(attr.value) };
    case 'floats':
      return { floats: attr.value };
    case 'ints':
      return { ints: attr.value };
    case 'strings':
      return { strings: attr.value.map(bytesOf) };
    case 'tensor':
      return { t: writer.tensor(attr.value, was?.t) };
    case 'tensors':
      return { tensors: attr.value.map((constant, i) => writer.tensor(constant, was?.tensors?.[i])) };
    case 'graph':
      return { g: writer.graph(attr.value) };
    case 'graphs':
      return { graphs: attr.value.map((graph) => writer.graph(graph)) };
    case 'opaque':
      return {};
  }
}
