import { CodedError } from '../../core';
import type { Constant } from '../constant';
import type { Graph } from '../graph';
import type { ModelFunction } from '../types';
import { encodeAttrs } from './encodeAttrs';
import { encodeGraph, type GraphWriter } from './encodeGraph';
import { origin } from './extra';
import { collectNames, FreshNames } from './names';
import type { Message } from './schema';
import { fileLimit, writeMessage } from './write';

export interface EncodeOptions {
  /**
   * The bytes (raw layout) of an applied or an external constant. null for an applied one: it is written as ordinary
   * nodes over the initializers; null for an external one: the reference to its file stays.
   */
  resolve(constant: Constant): Uint8Array | null;
}

/**
 * A model as the chunks of an ONNX file: concatenate them or put them in a Blob. Weights are views, never copies.
 * A graph that was decoded and not changed gives a message equal to the file's.
 * @throws CodedError FILE_TOO_LARGE, WEIGHTS_MISSING.
 */
export function encodeModel(graph: Graph, options: EncodeOptions): readonly Uint8Array[] {
  const chunks = writeMessage('ModelProto', modelMessage(graph, options));
  const size = chunks.reduce((n, chunk) => n + chunk.length, 0);
  if (size > fileLimit) {
    throw new CodedError(
      'FILE_TOO_LARGE',
      `The model would have ${size} bytes in one file; 2 GB is the most.`,
    );
  }
  return chunks;
}

/** The chunks in one array. */
export function concatChunks(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((n, chunk) => n + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The IR version of models that were not read from a file: 10 belongs to opsets 21 and 22, and runtimes know it. */
const freshIrVersion = 10;

/** The model's message. @throws CodedError WEIGHTS_MISSING. */
function modelMessage(graph: Graph, options: EncodeOptions): Message<'ModelProto'> {
  const { header } = graph;
  const model = origin(header.extra, 'graph')?.model ?? null;
  const domains = new Set<string>();
  const writer: GraphWriter = {
    options,
    fresh: new FreshNames(collectNames(graph, new Set())),
    domains,
    initializersAreInputs: model !== null && Number(model.ir_version ?? 0) < 4,
    graph: encodeGraph,
  };
  const body = encodeGraph(graph, [], writer);
  const functions = [...header.functions.values()].map((fn) => encodeFunction(fn, options));
  return {
    ...(model ?? { ir_version: freshIrVersion, producer_name: 'dreamgraph' }),
    graph: body,
    opset_import: importsOf(header.opsets, domains, model?.opset_import),
    functions,
  };
}

type Imports = Message<'ModelProto'>['opset_import'];

/** The file's imports with their versions brought up to date, then those of domains that were not there. */
function importsOf(opsets: ReadonlyMap<string, number>, used: ReadonlySet<string>, was: Imports): Imports {
  const norm = (domain: string | undefined): string => (domain === 'ai.onnx' ? '' : (domain ?? ''));
  const kept = (was ?? []).map((entry) => {
    const version = opsets.get(norm(entry.domain));
    // The IR keeps the highest of several versions of a domain: the file's own entries stay as they are then.
    const stays =
      version === undefined ||
      was?.some((e) => norm(e.domain) === norm(entry.domain) && Number(e.version ?? 0) === version);
    return stays ? entry : { ...entry, version };
  });
  const listed = new Set(kept.map((entry) => norm(entry.domain)));
  // A file without imports means opset 1 of ai.onnx; writing that down would change it.
  const implied = was === undefined && opsets.size === 1 && opsets.get('') === 1;
  // Domains beyond the file's own come from functions that were put in the place of their calls.
  const known = [...opsets.keys()].filter((domain) => domain !== '' || (was === undefined && !implied));
  const all = [...known, ...used];
  const missing = [...new Set(all)].filter((domain) => !listed.has(domain));
  const added = implied ? missing.filter((domain) => domain !== '') : missing;
  return [...kept, ...added.map((domain) => ({ domain, version: opsets.get(domain) ?? 1 }))];
}

function encodeFunction(fn: ModelFunction, options: EncodeOptions): Message<'FunctionProto'> {
  const was = origin(fn.extra, 'function')?.proto ?? null;
  const domains = new Set<string>();
  const fresh = new FreshNames(collectNames(fn.body, new Set()));
  const writer: GraphWriter = { options, fresh, domains, initializersAreInputs: false, graph: encodeGraph };
  const body = encodeGraph(fn.body, [], writer);
  const nameOf = ({ name }: { readonly name?: string | undefined }): string => name ?? '';
  // Functions have no initializers: constants come as nodes.
  const constants = (body.initializer ?? []).map((t) => ({
    op_type: 'Constant',
    output: [nameOf(t)],
    attribute: [{ name: 'value', type: 4, t }],
  }));
  return {
    ...(was ?? { name: fn.name, domain: fn.domain }),
    input: (body.input ?? []).map(nameOf),
    output: (body.output ?? []).map(nameOf),
    attribute: fn.attributes,
    attribute_proto: encodeAttrs(fn.defaults, was?.attribute_proto, [], writer),
    node: [...constants, ...(body.node ?? [])],
    opset_import: importsOf(fn.opsets, domains, was?.opset_import),
  };
}
