import { CodedError } from '../../core';
import type { Graph } from '../graph';
import type { Attr, ModelFunction, ModelHeader } from '../types';
import { decodeAttr } from './attrs';
import { seal } from './extra';
import { readMessage } from './read';
import type { Message } from './schema';
import { buildGraph, type Surroundings } from './scope';
import { sniff } from './sniff';

/** The newest ai.onnx opset whose operators are known here. Later models still open. */
export const newestOpset = 28;

/** ai.onnx has two spellings; the IR uses ''. */
const domainOf = (domain: string | undefined): string =>
  domain === undefined || domain === 'ai.onnx' ? '' : domain;

type ModelProto = Message<'ModelProto'>;

/**
 * An ONNX model as a graph. Weights stay views on `bytes`, which must not change afterwards.
 * Types are what the file says; inference adds the rest.
 * @throws CodedError FILE_*, MODEL_*, GRAPH_CYCLE, GRAPH_DUPLICATE_NAME, GRAPH_MISSING_INPUT, GRAPH_BAD_INITIALIZER.
 */
export function decodeModel(bytes: Uint8Array): Graph {
  sniff(bytes);
  return graphOfModel(readModel(bytes));
}

/** The model's message; what cannot be one is told apart from a damaged one. */
export function readModel(bytes: Uint8Array): ModelProto {
  const model = readMessage('ModelProto', bytes);
  if (model.graph === undefined) {
    const foreign = model.ir_version === undefined && model.opset_import === undefined;
    throw foreign
      ? new CodedError('FILE_NOT_ONNX', 'The file is a protocol buffer perhaps, but not an ONNX model.')
      : new CodedError('MODEL_NO_GRAPH', 'The model holds no graph.');
  }
  return model;
}

function opsetsOf(imports: ModelProto['opset_import']): ReadonlyMap<string, number> {
  // Files of IR versions 1 and 2 import nothing and mean the first operator set.
  if (imports === undefined || imports.length === 0) return new Map([['', 1]]);
  const opsets = new Map<string, number>();
  for (const { domain, version } of imports) {
    const number = Number(version ?? 0);
    if (number < 0) throw new CodedError('MODEL_MALFORMED', `Operator set version ${number} cannot be.`);
    const key = domainOf(domain);
    opsets.set(key, Math.max(number, opsets.get(key) ?? 0));
  }
  return opsets;
}

function graphOfModel(model: ModelProto): Graph {
  const functions = new Map<string, ModelFunction>();
  const opsets = opsetsOf(model.opset_import);
  const irVersion = Number(model.ir_version ?? 0);
  const around: Surroundings = { opsets, functions, initializersAreInputs: irVersion < 4, outer: null };
  for (const proto of model.functions ?? []) {
    const found = functionOf(proto, functions);
    const key = `${found.domain}:${found.name}:${found.overload}`;
    if (functions.has(key)) {
      throw new CodedError('GRAPH_DUPLICATE_NAME', `The function ${key} is defined twice.`, found.name);
    }
    functions.set(key, found);
  }
  return buildGraph(model.graph ?? {}, around, model);
}

function functionOf(proto: Message<'FunctionProto'>, functions: ModelHeader['functions']): ModelFunction {
  const opsets = opsetsOf(proto.opset_import);
  const graph: Message<'GraphProto'> = {
    name: proto.name,
    input: proto.input?.map((name) => ({ name })),
    output: proto.output?.map((name) => ({ name })),
    node: proto.node,
    value_info: proto.value_info,
  };
  const body = buildGraph(graph, { opsets, functions, initializersAreInputs: false, outer: null }, null);
  const noGraph = (): never => {
    throw new CodedError('MODEL_MALFORMED', `Function "${proto.name ?? ''}" has a graph as a default.`);
  };
  const defaults = new Map<string, Attr>(
    (proto.attribute_proto ?? []).map((attr) => [attr.name ?? '', decodeAttr(attr, noGraph)]),
  );
  return {
    domain: domainOf(proto.domain),
    name: proto.name ?? '',
    overload: proto.overload ?? '',
    opsets,
    attributes: proto.attribute ?? [],
    defaults,
    body,
    extra: seal({ of: 'function', proto }),
  };
}
