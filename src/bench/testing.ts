import { type Graph, graphBuilder, literal, type TensorConstant } from '../graph';
import type { Weights } from './constants';
import { createEvaluator } from './evaluator';
import { createLocalRuntime } from './localRuntime';
import { loadNodeEngine } from './nodeEngine';
import type { Runtime } from './runtime';

/** For tests: the weights that lie in the graph itself. */
export const ownWeights: Weights = {
  load: async () => undefined,
  bytesOf: ({ source }: TensorConstant) =>
    source.at === 'bytes' ? source.bytes : source.at === 'lazy' ? source.read() : null,
};

/** For tests: ORT in this process, with one thread. */
export async function testRuntime(): Promise<Runtime> {
  return createLocalRuntime(await loadNodeEngine());
}

export const testEvaluator = (runtime: Runtime) =>
  createEvaluator({ runtime, weights: ownWeights, opsets: new Map([['', 17]]) });

/** relu(x · w + b), x [rows, inner], w [inner, columns]; `w` may be scaled to make it another function. */
export function denseGraph(rows = 4, inner = 32, columns = 16, scale = 1): Graph {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [rows, inner]);
  const w = g.constant(
    'w',
    'float32',
    [inner, columns],
    Array.from({ length: inner * columns }, (_, i) => Math.sin(i) * scale),
  );
  const b = g.constant('b', 'float32', [columns]);
  g.output('y', g.op('Relu', [g.op('Add', [g.op('MatMul', [x, w]), b])]));
  return g.build();
}

export const floatsConstant = (shape: number[], values: number[]): TensorConstant =>
  literal('float32', shape, values, '');
