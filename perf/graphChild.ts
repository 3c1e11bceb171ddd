/**
 * The processes of the graph benchmark: `fill IN OUT` writes a model with seeded random weights inside, `measure FILE`
 * prints its metrics as JSON.
 */
import { openSync, readFileSync, writeSync } from 'node:fs';
import { assert, CodedError, must } from '../src/core';
import {
  createWeightStore,
  decodeModel,
  diffGraphs,
  dynamicDims,
  Edit,
  encodeModel,
  Graph,
  groupNodes,
  inferGraph,
  specialise,
  structuralHash,
  tensorsOf,
  validate,
} from '../src/graph';
import { type Metric, type Metrics, metric, timeEach } from './bench';

const rounds = 15;

async function fill(from: string, to: string): Promise<Metrics> {
  const graph = decodeModel(new Uint8Array(readFileSync(from)));
  const store = createWeightStore({ files: new Map(), randomSeed: 1, graph });
  const file = openSync(to, 'w');
  await store.load(tensorsOf(graph));
  const chunks = encodeModel(graph, {
    resolve: (constant) => (constant.kind === 'tensor' ? store.bytesOf(constant) : null),
  });
  for (const chunk of chunks) for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
  return {};
}

/** Bytes of heap and array buffers together, garbage included unless it is collected first. */
function held(collect: boolean): number {
  if (collect) globalThis.gc?.();
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  return heapUsed + Math.max(arrayBuffers, external);
}

/** A copy that remembers nothing of what was computed for the graph. */
const forgetful = (graph: Graph): Graph => new Graph(graph.parts);

/** One small rewrite: every Relu or Erf gets an Identity in front. */
function rewritten(graph: Graph): Graph {
  const edit = new Edit(graph);
  for (const node of graph.nodes()) {
    if (node.op !== 'Relu' && node.op !== 'Erf') continue;
    const [input] = node.inputs;
    const [copy] = edit.addNode({ op: 'Identity', inputs: [must(input, 'input')] });
    edit.rewire({ node: node.id, slot: 0 }, must(copy, 'output'));
  }
  return edit.finish().graph;
}

function measure(file: string): Metrics {
  const metrics: Record<string, Metric> = {};
  const before = held(true);
  const { buffer, byteOffset, length } = readFileSync(file);
  const bytes = new Uint8Array(buffer, byteOffset, length);
  const size = bytes.length;
  const start = performance.now();
  const decoded = decodeModel(bytes);
  metrics['decode, first'] = metric([performance.now() - start]);
  // Without a collection in between, what was made on the way is still counted: this is the peak.
  metrics['memory after decode'] = metric([(held(false) - before) / 1e6], 'MB');
  // Only beside weights does the size of the file say anything.
  if (size > 5e7) metrics['memory after decode ÷ file'] = metric([(held(false) - before) / size], 'ratio');
  metrics.decode = metric(timeEach(rounds, () => decodeModel(bytes)));
  metrics.encode = metric(timeEach(rounds, () => encodeModel(decoded, { resolve: () => null })));
  metrics.infer = metric(timeEach(rounds, () => inferGraph(decoded)));
  const inferred = inferGraph(decoded);
  const dims = Object.fromEntries(dynamicDims(inferred).map((dim) => [dim.name, dim.suggested]));
  metrics.specialise = metric(timeEach(rounds, () => specialise(inferred, { dims, keepOutputs: null })));
  const graph = specialise(inferred, { dims, keepOutputs: null });
  metrics.validate = metric(timeEach(rounds, () => validate(forgetful(graph))));
  const cold = performance.now();
  structuralHash(graph);
  metrics['hash, first'] = metric([performance.now() - cold]);
  metrics.hash = metric(timeEach(rounds, () => structuralHash(forgetful(graph))));
  const other = rewritten(graph);
  metrics['diff after a rewrite'] = metric(timeEach(rounds, () => diffGraphs(graph, other)));
  const again = specialise(inferGraph(decodeModel(bytes)), { dims, keepOutputs: null });
  metrics['diff of two files'] = metric(timeEach(5, () => diffGraphs(graph, again)));
  metrics.group = metric(timeEach(rounds, () => groupNodes(forgetful(graph))));
  metrics['peak resident memory'] = metric([process.resourceUsage().maxRSS / 1000], 'MB');
  assert(validate(other).length === 0, 'the rewritten model is sound');
  return metrics;
}

const [job, from, to] = process.argv.slice(2);
if (job === 'fill' && from !== undefined && to !== undefined) {
  process.stdout.write(JSON.stringify(await fill(from, to)));
} else if (job === 'measure' && from !== undefined) process.stdout.write(JSON.stringify(measure(from)));
else throw new CodedError('USAGE', 'graphChild fill IN OUT | measure FILE');
