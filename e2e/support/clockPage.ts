import {
  availableTargets,
  compareModels,
  createEvaluator,
  createVerifier,
  encodeBeside,
  type ModelSource,
  makeInputs,
  materialise,
  type Runtime,
} from '../../src/bench';
import { createWeightStore, decodeModel, type Graph, graphBuilder, inferGraph } from '../../src/graph';
import { createOrtClient } from '../../src/workers/ort/client';
import { runtimeFor, trialOf } from '../../src/workers/ort/fallback';
import { createSession } from '../../src/workers/session/client';

/** A model of the gallery, with seeded weights where its file has none, ready to be timed. */
async function galleryModel(name: string, runtime: Runtime) {
  const response = await fetch(`models/${name}`);
  const graph = inferGraph(decodeModel(new Uint8Array(await response.arrayBuffer())));
  const weights = createWeightStore({ files: new Map(), randomSeed: 1 });
  const evaluator = createEvaluator({ runtime, weights, opsets: graph.header.opsets });
  const source = await materialise(graph, weights, evaluator);
  return { graph, weights, evaluator, source, feeds: makeInputs(graph, { kind: 'normal', seed: 1 }) };
}

/** A graph that was written by hand as a model. */
function modelOf(graph: Graph): ModelSource {
  const weights = createWeightStore({ files: new Map(), randomSeed: null });
  return encodeBeside(graph, (constant) => {
    const bytes = constant.kind === 'tensor' ? weights.bytesOf(constant) : null;
    if (bytes === null) throw new Error('a constant without bytes');
    return bytes;
  });
}

/** `x`, [size, size], multiplied by itself `depth` times: as slow as is wanted, in little memory. */
function matmulChain(size: number, depth: number): Graph {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [size, size]);
  let y = x;
  for (let i = 0; i < depth; i++) y = g.op('MatMul', [y, x]);
  g.output('y', y);
  return g.build();
}

/** What a test works with inside the page. */
const clock = {
  availableTargets,
  compareModels,
  createOrtClient,
  createSession,
  createVerifier,
  galleryModel,
  graphBuilder,
  /** Loaded when it is asked for: it brings the network library. */
  learning: async () => (await import('./learningPage')).learning,
  makeInputs,
  matmulChain,
  modelOf,
  runtimeFor,
  trialOf,
};

export type Clock = typeof clock;

declare global {
  interface Window {
    clock: Clock;
  }
}

window.clock = clock;
