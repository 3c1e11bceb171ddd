import { CodedError } from '../../core';
import {
  aboutModel,
  createWeightStore,
  decodeModel,
  dynamicDims,
  elementCount,
  type Graph,
  graphCost,
  inferGraphWithProblems,
  inlineFunctions,
  overridableInputs,
  producerOf,
  specialise,
  storageBytes,
  tensorsOf,
} from '../../graph';
import { constantInputs } from './constantInputs';
import { obstaclesOf } from './obstacles';
import type { OpenedModel, OpenParams, Specialisation } from './protocol';
import { sha256 } from './sha256';
import { anywhere, type OpenModel } from './state';
import { typeText } from './typeText';
import { unmeasured } from './unmeasured';

/** Larger files do not fit one array buffer. */
const largest = 2 ** 31;

/** Reads, decodes and specialises a model. @throws CodedError for everything that can be wrong with a file. */
export async function openModel(params: OpenParams): Promise<OpenModel> {
  const { model, beside } = chooseModel(params.files);
  if (model.size >= largest) {
    throw new CodedError(
      'FILE_TOO_LARGE',
      `${model.name} has ${(model.size / 1e9).toFixed(1)} GB.`,
      model.name,
    );
  }
  const bytes = new Uint8Array(await model.arrayBuffer());
  performance.mark('session:read');
  const asRead = decoding(model, bytes);
  // Calls of model-local functions are opened, so that rules and prices see what is inside.
  const decoded = inferGraphWithProblems(inlineFunctions(asRead)).graph;
  performance.mark('session:decoded');
  const files = new Map<string, Blob>(beside.map((file) => [file.name, file]));
  const seed = params.randomWeights;
  const weights = createWeightStore({ files, randomSeed: seed, graph: decoded });
  weights.check(decoded);
  const opened = {
    name: model.name,
    sha256: await sha256(bytes),
    bytes: model.size,
    asRead,
    decoded,
    files,
    weights,
    randomSeed: seed,
    steps: [],
    target: anywhere,
  };
  return { ...opened, ...specialised(decoded, params.specialisation ?? { dims: {}, keepOutputs: null }) };
}

/** @throws CodedError; that a file holds no model has another reason where its name says that it holds weights. */
function decoding(file: File, bytes: Uint8Array): Graph {
  try {
    return decodeModel(bytes);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || !isWeightsName(file.name)) throw thrown;
    throw new CodedError(
      'FILE_NOT_ONNX',
      `${file.name} holds no model. A file of weights is given together with its model, or after it under the name that the model has for it.`,
      file.name,
      { cause: thrown },
    );
  }
}

const isWeightsName = (name: string): boolean => /\.(bin|data|dat|weights?|onnx_data\w*)$/i.test(name);

/**
 * The model with other weights files, or with random weights. Its rewrites stay, since no rule has read weights of other files;
 * what was measured and checked goes, being of the old ones.
 * @throws CodedError WEIGHTS_MISMATCH where a file is too short for what the model has in it.
 */
export function withWeights(model: OpenModel, added: readonly File[], randomSeed: number | null): OpenModel {
  const files = new Map([...model.files, ...added.map((file): [string, Blob] => [file.name, file])]);
  const weights = createWeightStore({ files, randomSeed, graph: model.decoded });
  weights.check(model.decoded);
  return { ...model, files, randomSeed, weights, steps: model.steps.map(unmeasured) };
}

/** The dimensions and outputs of a model, with suggestions for what is left out, and the graph that they give. */
export function specialised(
  decoded: Graph,
  wanted: Specialisation,
): { readonly specialisation: Specialisation; readonly base: Graph } {
  const suggested = Object.fromEntries(dynamicDims(decoded).map((dim) => [dim.name, dim.suggested]));
  const specialisation = { dims: { ...suggested, ...wanted.dims }, keepOutputs: wanted.keepOutputs };
  return { specialisation, base: specialise(decoded, specialisation) };
}

/** What the page needs to know of an open model. */
export function describeModel(model: OpenModel): OpenedModel {
  const { decoded, base, specialisation } = model;
  const kept = new Set(base.outputs.map((id) => base.value(id).name));
  const missingFiles = model.weights.missing(base);
  const problems = inferGraphWithProblems(decoded).problems;
  const obstacles = obstaclesOf(model);
  const fixed = constantInputs(overridableInputs(decoded).map((id) => decoded.value(id).name));
  // The page has room for one reason above the graph; all of them are in the list of things worth knowing.
  const reasons = obstacles.map(({ message }) => ({
    node: null,
    message: `It can be explored, not optimized: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
  }));
  return {
    name: model.name,
    sha256: model.sha256,
    bytes: model.bytes,
    weightBytes: weightBytes(base),
    nodes: base.size,
    producer: producerOf(model.asRead),
    about: aboutModel(model.asRead),
    opsets: [...decoded.header.opsets].map(([domain, version]) => ({ domain, version })),
    inputs: base.inputs
      .map((id) => base.value(id))
      .filter((value) => value.constant === null)
      .map((value) => ({ name: value.name, type: typeText(value.type) })),
    outputs: decoded.outputs.map((id) => {
      const { name, type } = base.findValue(id) ?? decoded.value(id);
      return { name, type: typeText(type), kept: kept.has(name) };
    }),
    dims: dynamicDims(decoded).map((dim) => ({
      ...dim,
      value: specialisation.dims[dim.name] ?? dim.suggested,
    })),
    weights: missingFiles.length === 0 ? 'real' : model.randomSeed === null ? 'missing' : 'random',
    weightFiles: [...weightFiles(base)],
    missingFiles,
    notTimeable: obstacles[0]?.toData() ?? null,
    problems: [
      ...reasons,
      ...(fixed === null ? [] : [{ node: null, message: fixed }]),
      ...problems
        .slice(0, 100)
        .map(({ node, message }) => ({ node: node === null ? null : `n${node}`, message })),
    ],
    macs: graphCost(base).macs,
  };
}

/** Names of the files that weights are in. */
function weightFiles(graph: Graph): ReadonlySet<string> {
  const locations = new Set<string>();
  for (const { source } of tensorsOf(graph)) if (source.at === 'external') locations.add(source.location);
  return locations;
}

/** Bytes of every stored constant. */
function weightBytes(graph: Graph): number {
  let bytes = 0;
  for (const { constant } of graph.values()) {
    if (constant !== null) bytes += storageBytes(constant.dtype, elementCount(constant.shape));
  }
  return bytes;
}

/** The model among dropped files: the only `.onnx`, else the only file. */
export function chooseModel(files: readonly File[]): { model: File; beside: File[] } {
  const named = files.filter((file) => /\.(onnx|ort|pb)$/i.test(file.name));
  const model = named.find((file) => /\.onnx$/i.test(file.name)) ?? named[0] ?? files[0];
  if (model === undefined) throw new CodedError('FILE_EMPTY', 'No file was given.');
  return { model, beside: files.filter((file) => file !== model) };
}
