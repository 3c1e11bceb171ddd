import { createWeightStore, type Graph } from '../../../graph';
import { anywhere, type OpenModel } from '../state';

/** For tests: a graph as a model that was opened, all of its weights inside, with no dimension to fix and nothing rewritten. */
export const openedGraph = (base: Graph): OpenModel => ({
  name: 'model.onnx',
  sha256: '',
  bytes: 0,
  asRead: base,
  decoded: base,
  files: new Map(),
  weights: createWeightStore({ files: new Map(), randomSeed: null }),
  randomSeed: null,
  specialisation: { dims: {}, keepOutputs: null },
  base,
  steps: [],
  target: anywhere,
});
