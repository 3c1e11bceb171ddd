import type { Constant } from '../constant';
import type { Graph } from '../graph';
import type { Node, NodeId, Value, ValueId } from '../types';
import { ConstantWriter } from './constantWriter';
import type { EncodeOptions } from './encode';
import { encodeAttrs } from './encodeAttrs';
import { origin } from './extra';
import { type FreshNames, nameValues } from './names';
import type { Message } from './schema';
import { stillHolds, typeProtoOf, valueTypeOf } from './valueTypes';

type GraphProto = Message<'GraphProto'>;
type ValueInfoProto = Message<'ValueInfoProto'>;

/** What all graphs of a model share while they are written. */
export interface GraphWriter {
  readonly options: EncodeOptions;
  readonly fresh: FreshNames;
  /** Collects the domains of nodes that the file did not have. */
  readonly domains: Set<string>;
  /** IR versions before 4. */
  readonly initializersAreInputs: boolean;
  /** `encodeGraph`, handed down so that attributes can write the graphs inside them. */
  readonly graph: (graph: Graph, outer: readonly string[], writer: GraphWriter) => GraphProto;
}

/** A graph's message. @param outer names of the enclosing node's captures. */
export function encodeGraph(graph: Graph, outer: readonly string[], writer: GraphWriter): GraphProto {
  const from = origin(graph.header.extra, 'graph');
  const was = from?.proto ?? {};
  const names = new Map(nameValues(graph, outer, writer.fresh, isUntouched(graph)));
  const nameOf = (id: ValueId | null): string => (id === null ? '' : (names.get(id) ?? ''));
  const initialized = initializers(graph, names);
  const constants = new ConstantWriter(writer);
  for (const value of initialized) constants.announce(value, nameOf(value.id));
  constants.writeAll();
  const nodeNames = nameNodes(graph);
  const nodes = nodeOrder(graph).map((id) => {
    const node = graph.node(id);
    return encodeNode(node, nodeNames.get(id) ?? node.name, nameOf, writer);
  });
  const alive = new Set(names.values());
  const known = (name: string | undefined): boolean =>
    alive.has(name ?? '') || (from?.strays.has(name ?? '') ?? false);
  const listed = writer.initializersAreInputs ? initialized.filter(isListed).map(({ id }) => id) : [];
  return {
    ...was,
    ...(graph.header.graphName === (was.name ?? '') ? {} : { name: graph.header.graphName }),
    node: [...constants.nodes, ...nodes],
    initializer: inFileOrder(
      constants.tensors,
      was.initializer?.map(({ name }) => name),
      ({ name }) => name,
    ),
    sparse_initializer: inFileOrder(
      constants.sparse,
      was.sparse_initializer?.map(({ values }) => values?.name),
      ({ values }) => values?.name,
    ),
    input: encodeInputs(graph, listed, was, nameOf),
    output: graph.outputs.map((id) => encodeInfo(graph.value(id), 'output', nameOf(id))),
    value_info: encodeInner(graph, was, nameOf),
    quantization_annotation: was.quantization_annotation?.filter(({ tensor_name }) => known(tensor_name)),
  };
}

/**
 * The values to write as initializers. Nameless values that share a constant with another take its name instead, so
 * that each constant is written once.
 */
function initializers(graph: Graph, names: Map<ValueId, string>): readonly Value[] {
  const first = new Map<Constant, ValueId>();
  return [...graph.values()].filter((value) => {
    if (value.producer !== null || value.capture !== null || value.constant === null) return false;
    const twin = first.get(value.constant);
    if (twin === undefined) {
      first.set(value.constant, value.id);
      return true;
    }
    const alias = value.name === '' && !graph.isOutput(value.id) && origin(value.extra, 'value') === null;
    if (alias) names.set(value.id, names.get(twin) ?? '');
    return !alias;
  });
}

/** Items in the order in which the file names them; new ones follow. */
function inFileOrder<T>(
  items: readonly T[],
  file: readonly (string | undefined)[] | undefined,
  nameOf: (item: T) => string | undefined,
): readonly T[] {
  const place = new Map((file ?? []).map((name, i) => [name ?? '', i]));
  const rank = (item: T): number => place.get(nameOf(item) ?? '') ?? place.size;
  return [...items].sort((a, b) => rank(a) - rank(b));
}

/** Initializers of IR version 3 that the file lists as inputs, and those that it does not have. */
function isListed(value: Value): boolean {
  const from = origin(value.extra, 'value');
  return from === null || from.input !== null;
}

/** Whether every node is as the file had it; some may be gone. */
function isUntouched(graph: Graph): boolean {
  for (const node of graph.nodes()) {
    const from = origin(node.extra, 'node');
    if (from === null || from.inputs !== node.inputs || from.captures !== node.captures) return false;
  }
  return true;
}

/** The file's order while nothing was rewired (it need not be topological), else a topological one. */
const nodeOrder = (graph: Graph): readonly NodeId[] =>
  isUntouched(graph) ? [...graph.nodes()].map(({ id }) => id) : graph.topological();

/**
 * Names for the nodes that rewrites made: each inherits the name of what it replaced, and several of them, or one and
 * the original, may have inherited the same, which ORT refuses. Nodes of the file keep theirs.
 */
function nameNodes(graph: Graph): ReadonlyMap<NodeId, string> {
  const made: Node[] = [];
  const taken = new Set<string>();
  for (const node of graph.nodes()) {
    if (origin(node.extra, 'node') === null) made.push(node);
    else taken.add(node.name);
  }
  const names = new Map<NodeId, string>();
  /** The first number that may be free, by what it is put behind: a whole model may have inherited one name. */
  const next = new Map<string, number>();
  for (const { id, name, op } of made) {
    if (name === '') continue;
    const stem = `${name}/${op}`;
    let free = name;
    for (let k = next.get(stem) ?? 0; taken.has(free); k++) {
      free = k === 0 ? stem : `${stem}_${k}`;
      next.set(stem, k + 1);
    }
    taken.add(free);
    names.set(id, free);
  }
  return names;
}

function encodeNode(
  node: Node,
  name: string,
  nameOf: (id: ValueId | null) => string,
  writer: GraphWriter,
): Message<'NodeProto'> {
  const was = origin(node.extra, 'node')?.proto ?? null;
  if (was === null) writer.domains.add(node.domain);
  const domain = was?.domain === 'ai.onnx' && node.domain === '' ? was.domain : node.domain;
  return {
    ...was,
    input: node.inputs.map(nameOf),
    output: node.outputs.map(nameOf),
    ...(name === (was?.name ?? '') ? {} : { name }),
    ...(node.op === (was?.op_type ?? '') ? {} : { op_type: node.op }),
    ...(domain === (was?.domain ?? '') ? {} : { domain }),
    attribute: encodeAttrs(node.attrs, was?.attribute, node.captures.map(nameOf), writer),
  };
}

function encodeInputs(
  graph: Graph,
  listed: readonly ValueId[],
  was: GraphProto,
  nameOf: (id: ValueId | null) => string,
): readonly ValueInfoProto[] {
  const ids = [...new Set([...graph.inputs, ...listed])];
  const infos = ids.map((id) => encodeInfo(graph.value(id), 'input', nameOf(id)));
  return listed.length === 0
    ? infos
    : inFileOrder(
        infos,
        was.input?.map(({ name }) => name),
        ({ name }) => name,
      );
}

/** A value's info in one role: as the file has it while that still holds. */
function encodeInfo(value: Value, role: 'input' | 'output', name: string): ValueInfoProto {
  const was = origin(value.extra, 'value')?.[role] ?? null;
  if (was !== null) return restated(was, value, name);
  return value.type === null ? { name } : { name, type: typeProtoOf(value.type) };
}

/** An info of the file, with the value's name and type of today. */
function restated(was: ValueInfoProto, value: Value, name: string): ValueInfoProto {
  const base = (was.name ?? '') === name ? was : { ...was, name };
  const type = origin(value.extra, 'value')?.type;
  const holds =
    value.type === null || value.type === type || stillHolds(valueTypeOf(was.type, ''), value.type);
  return holds ? base : { ...base, type: typeProtoOf(value.type) };
}

/** Infos of inner values that are still there, in the file's order; none is added. */
function encodeInner(
  graph: Graph,
  was: GraphProto,
  nameOf: (id: ValueId | null) => string,
): readonly ValueInfoProto[] {
  const owners = new Map<string, Value>();
  for (const value of graph.values()) {
    const inner = origin(value.extra, 'value')?.inner ?? null;
    if (inner !== null) owners.set(inner.name ?? '', value);
  }
  const strays = origin(graph.header.extra, 'graph')?.strays;
  return (was.value_info ?? []).flatMap((info) => {
    const owner = owners.get(info.name ?? '');
    if (owner !== undefined) return [restated(info, owner, nameOf(owner.id))];
    return strays?.has(info.name ?? '') ? [info] : [];
  });
}
