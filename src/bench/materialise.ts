import { CodedError } from '../core';
import {
  type Constant,
  concatChunks,
  type Evaluator,
  encodeModel,
  Graph,
  isFloat,
  type TensorConstant,
  type Value,
} from '../graph';
import { constantBytes, constantsOf, isApplied, isExternal, type Weights } from './constants';
import type { ModelSource } from './runtime';

/** Smaller constants stay in the model's file, where ORT's shape inference looks for them. Bytes. */
const EXTERNAL_FROM = 1024;

/**
 * A graph as a model that ORT loads: applied constants are computed, missing weights filled by the store. Large
 * constants are handed over beside the model as they are, so nothing is copied, and models that share weights share them here too.
 * @throws CodedError WEIGHTS_MISSING, RUNTIME_*.
 */
export async function materialise(
  graph: Graph,
  weights: Weights,
  evaluator: Evaluator,
): Promise<ModelSource> {
  const constants = [...constantsOf(graph)];
  const applied = constants.filter(isApplied);
  const computed = new Map<Constant, Uint8Array>();
  const results = applied.length === 0 ? [] : await evaluator.evaluate(applied);
  applied.forEach((constant, i) => {
    const result = results[i];
    if (result !== undefined) computed.set(constant, result);
  });
  const external = constants.filter(isExternal);
  await weights.load(external);
  const resolve = (constant: Constant): Uint8Array => {
    const bytes = isApplied(constant) ? computed.get(constant) : weights.bytesOf(constant);
    if (bytes !== null && bytes !== undefined) return bytes;
    const what = constant.kind === 'tensor' ? constant.name : constant.op;
    throw new CodedError('WEIGHTS_MISSING', `the values of ${what} are not here`, what);
  };
  return encodeBeside(graph, resolve);
}

/** The model's file without its large initializers, and those beside it. */
export function encodeBeside(graph: Graph, resolve: (constant: Constant) => Uint8Array): ModelSource {
  const externals: { path: string; data: Uint8Array }[] = [];
  const moved = new Map<Constant, TensorConstant>();
  const aside = (constant: Constant): TensorConstant | null => {
    const known = moved.get(constant);
    if (known !== undefined) return known;
    if (constantBytes(constant) < EXTERNAL_FROM) return null;
    const data = bytesFor(constant, resolve);
    if (data === null) return null;
    const location = `constant-${externals.length}`;
    externals.push({ path: location, data });
    const { dtype, shape } = constant;
    const name = constant.kind === 'tensor' ? constant.name : '';
    const source = { at: 'external', location, offset: 0, length: data.byteLength } as const;
    const stand: TensorConstant = { kind: 'tensor', dtype, shape, name, source };
    moved.set(constant, stand);
    return stand;
  };
  let values = graph.parts.values;
  for (const value of graph.values()) {
    if (value.constant === null || value.producer !== null) continue;
    const constant = aside(value.constant);
    if (constant !== null) values = values.set(value.id, { ...value, constant });
  }
  const lean = new Graph({ ...graph.parts, values });
  const stands = new Set<Constant>(moved.values());
  const chunks = encodeModel(lean, {
    resolve: (constant) => (stands.has(constant) ? null : resolve(constant)),
  });
  const deviceOutputs = graph.outputs.map((id) => graph.value(id)).filter(isDeviceOutput);
  return { bytes: concatChunks(chunks), externals, deviceOutputs: deviceOutputs.map((v) => v.name) };
}

function bytesFor(constant: Constant, resolve: (constant: Constant) => Uint8Array): Uint8Array | null {
  if (isApplied(constant) || isExternal(constant)) return resolve(constant);
  if (constant.source.at === 'bytes') return constant.source.bytes;
  return constant.source.at === 'lazy' ? constant.source.read() : null;
}

const isDeviceOutput = (value: Value): boolean =>
  value.type?.kind === 'tensor' && isFloat(value.type.dtype) && value.type.dtype !== 'float64';
