import { createWeightStore, type Graph } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
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

/** For tests: a chain of so many operators, another graph for each number. */
export function chainGraph(nodes: number): Graph {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [4]);
  for (let i = 0; i < nodes; i++) x = g.op('Neg', [x]);
  g.output('y', x);
  return g.build();
}
