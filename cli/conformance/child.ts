/** The process that runs models in onnxruntime-web; a model that crashes or hangs the runtime takes only it along. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-web';
import {
  concatChunks,
  decodeModel,
  encodeModel,
  type Graph,
  type NamedTensor,
  splitStrings,
  tensorsOf,
} from '../../src/graph';
import type { Case, TestSet } from './cases';
import { isClose } from './close';
import { readTensor } from './expected';
import type { Job, Report, Verdict } from './protocol';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'fatal';

const send = (report: Report): void => {
  process.send?.(report);
};

type Data = ConstructorParameters<typeof ort.Tensor>[1];

const arrays: Readonly<Record<string, new (buffer: ArrayBuffer) => unknown>> = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int4: Uint8Array,
  uint4: Uint8Array,
};

function toOrt(tensor: NamedTensor): ort.Tensor | null {
  const dims = [...tensor.shape];
  if (tensor.dtype === 'string') return new ort.Tensor('string', splitStrings(tensor.bytes), dims);
  const type = arrays[tensor.dtype];
  if (type === undefined) return null;
  const data = new type(tensor.bytes.slice().buffer) as Data;
  return new ort.Tensor(tensor.dtype as ort.Tensor.Type, data as never, dims);
}

function fromOrt(name: string, tensor: ort.Tensor): NamedTensor {
  const { data } = tensor;
  const bytes = Array.isArray(data)
    ? new TextEncoder().encode(data.map((text) => `${text}\0`).join(''))
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dtype: tensor.type as NamedTensor['dtype'], shape: tensor.dims, bytes };
}

/** Inputs by name: by the name in the test tensor where the model has it, else by order. */
function feedsOf(set: TestSet, graph: Graph, names: readonly string[]): Record<string, ort.Tensor> | null {
  const feeds: Record<string, ort.Tensor> = {};
  for (const [i, path] of set.inputs.entries()) {
    const value = graph.inputs.map((id) => graph.value(id)).find(({ name }) => name === names[i]);
    const tensor = readTensor(path, value?.type ?? null);
    const fed = tensor === null ? null : toOrt(tensor);
    const byName = tensor !== null && names.includes(tensor.name) ? tensor.name : names[i];
    if (fed === null || byName === undefined) return null;
    feeds[byName] = fed;
  }
  return feeds;
}

/** Files that hold the model's external data, for the runtime to read. */
function externalFiles(item: Case, graph: Graph): { path: string; data: Uint8Array }[] {
  const locations = new Set<string>();
  for (const { source } of tensorsOf(graph)) if (source.at === 'external') locations.add(source.location);
  return [...locations].map((path) => ({
    path,
    data: new Uint8Array(readFileSync(join(dirname(item.path), path))),
  }));
}

async function run(model: Uint8Array, item: Case, graph: Graph): Promise<Verdict> {
  const externalData = externalFiles(item, graph);
  const session = await ort.InferenceSession.create(model, externalData.length > 0 ? { externalData } : {});
  try {
    for (const set of item.sets) {
      const feeds = feedsOf(set, graph, session.inputNames);
      if (feeds === null) return 'refused';
      const results = await session.run(feeds);
      for (const [i, path] of set.outputs.entries()) {
        const id = graph.outputs[i];
        if (id === undefined) return 'wrong';
        const { name, type } = graph.value(id);
        const expected = readTensor(path, type);
        const actual = results[name];
        if (expected === null || actual === undefined) return 'refused';
        if (!isClose(fromOrt(name, actual), expected)) return 'wrong';
      }
    }
    return 'right';
  } finally {
    await session.release();
  }
}

async function verdictOf(work: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (thrown) {
    // After an abort every further call on this instance fails: the parent starts a fresh process.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (/memory access|unreachable|aborted|out of bounds|RuntimeError/i.test(message)) process.exit(3);
    return 'refused';
  }
}

async function work({ id, item }: Job): Promise<void> {
  const bytes = new Uint8Array(readFileSync(item.path));
  const graph = decodeModel(bytes);
  send({ kind: 'stage', id, stage: 'as-is' });
  const asIs = await verdictOf(() => run(bytes, item, graph));
  if (asIs !== 'right') {
    send({ kind: 'done', id, asIs, after: null });
    return;
  }
  send({ kind: 'stage', id, stage: 'round-trip' });
  const again = concatChunks(encodeModel(graph, { resolve: () => null }));
  const after = await verdictOf(() => run(again, item, graph));
  send({ kind: 'done', id, asIs, after });
}

process.on('message', (job: Job) => {
  void work(job);
});
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
