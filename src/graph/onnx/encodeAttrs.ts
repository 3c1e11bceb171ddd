import { CodedError } from '../../core';
import type { Constant } from '../constant';
import type { Attr, Attrs } from '../types';
import { type AttrWriter, attrContents, attrNumbers } from './attrs';
import type { GraphWriter } from './encodeGraph';
import { origin } from './extra';
import type { Message } from './schema';
import { tensorProto } from './tensor';

type AttributeProto = Message<'AttributeProto'>;

/**
 * Attributes as messages, those of the file in its order and as they were where nothing changed.
 * @param captured names of the node's captures.
 */
export function encodeAttrs(
  attrs: Attrs,
  was: readonly AttributeProto[] | undefined,
  captured: readonly string[],
  writer: GraphWriter,
): readonly AttributeProto[] {
  const place = new Map((was ?? []).map(({ name }, i) => [name ?? '', i]));
  const order = [...attrs].sort(([a], [b]) => (place.get(a) ?? place.size) - (place.get(b) ?? place.size));
  return order.map(([name, attr]) => encodeAttr(name, attr, captured, writer));
}

function encodeAttr(
  name: string,
  attr: Attr,
  captured: readonly string[],
  writer: GraphWriter,
): AttributeProto {
  const from = origin(attr.extra, 'attr') ?? (attr.kind === 'opaque' ? origin(attr.value, 'attr') : null);
  const nested = attr.kind === 'graph' || attr.kind === 'graphs';
  const same = from !== null && Object.is(from.value, attr.value);
  if (from !== null && !nested && (same || attr.kind === 'opaque')) {
    const loaded =
      attr.kind === 'tensor' && attr.value.kind === 'tensor' && attr.value.source.at === 'external';
    if (!loaded) return from.proto.name === name ? from.proto : { ...from.proto, name };
  }
  const tools: AttrWriter = {
    tensor: (constant, original) => encodeTensor(constant, same ? original : undefined, writer),
    graph: (graph) => writer.graph(graph, captured, writer),
  };
  const type = attr.kind === 'opaque' ? 0 : attrNumbers[attr.kind];
  const contents = attrContents(attr, from?.proto ?? null, tools);
  if (nested && from !== null) return { ...from.proto, name, ...contents };
  const doc = from?.proto.doc_string;
  const ref = attr.ref === undefined ? {} : { ref_attr_name: attr.ref };
  return { name, type, ...(doc === undefined ? {} : { doc_string: doc }), ...ref, ...contents };
}

function encodeTensor(
  constant: Constant,
  original: Message<'TensorProto'> | undefined,
  writer: GraphWriter,
): Message<'TensorProto'> {
  const stored = constant.kind === 'tensor' && constant.source.at !== 'external';
  const bytes = stored ? null : writer.options.resolve(constant);
  if (constant.kind === 'tensor') {
    return bytes === null && original !== undefined ? original : tensorProto(constant, constant.name, bytes);
  }
  if (bytes === null) {
    throw new CodedError(
      'WEIGHTS_MISSING',
      `An attribute needs the result of ${constant.op}, which is not there.`,
    );
  }
  return tensorProto({ ...constant, kind: 'tensor', name: '', source: { at: 'bytes', bytes } }, '', null);
}
