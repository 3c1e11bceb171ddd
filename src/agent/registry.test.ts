import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import type { Graph } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { plantedValley } from './plantedValley';
import { searchNamed } from './registry';
import type { SearchOptions } from './search';
import { pricedEnv } from './testing';

/** Much time and few steps: what is compared must not depend on the machine. */
const options = (steps: number): SearchOptions => ({
  seconds: 1000,
  steps: { left: steps },
  seed: 1,
  maxDepth: 200,
  signal: null,
  onProgress: null,
});
/** “Optimize” without its agent: what the others reach must not hang on a checkpoint. */
const parts = { loadAgent: async () => null, startNetworks: async () => undefined };

/** Convolutions with what can be folded into them, and a Pad. */
function convolutions(): Graph {
  const g = graphBuilder({ opset: 17 });
  let y = g.input('x', 'float32', [1, 8, 16, 16]);
  for (let layer = 0; layer < 3; layer++) {
    const padded = g.op('Pad', [y, g.ints(`pads${layer}`, [0, 0, 1, 1, 0, 0, 1, 1])]);
    const convolved = g.op('Conv', [padded, g.constant(`w${layer}`, 'float32', [8, 8, 3, 3])]);
    const scaled = g.op('Mul', [convolved, g.constant(`s${layer}`, 'float32', [1, 8, 1, 1])]);
    y = g.op('Relu', [g.op('Identity', [scaled])]);
  }
  g.output('y', y);
  return g.build();
}

/** A layer whose single token is read, with factors and layouts in between. */
function oneToken(): Graph {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 32, 64]);
  const scaled = g.op('Mul', [x, g.scalar('s', 'float32', 0.5)]);
  const product = g.op('MatMul', [scaled, g.constant('w', 'float32', [64, 64])]);
  const there = g.op('Transpose', [g.op('Relu', [product])], { perm: [0, 2, 1] });
  const back = g.op('Transpose', [g.op('Tanh', [there])], { perm: [0, 2, 1] });
  g.output('y', g.op('Gather', [back, g.scalar('first', 'int64', 0)], { axis: 1 }));
  return g.build();
}

const graphs: readonly (readonly [name: string, graph: () => Graph, steps: number])[] = [
  ['convolutions', convolutions, 6000],
  ['one token of a layer', oneToken, 6000],
  ['the planted valley', plantedValley, 4000],
];

describe('Optimize', () => {
  it.each(graphs)(
    'never ends below greedy and backtracking with as many steps: %s',
    { timeout: 60_000 },
    async (_, graph, steps) => {
      const env = pricedEnv(graph());
      const best = async (name: string): Promise<number> => {
        const search = await searchNamed(name, parts);
        const { candidates } = await search(env, options(steps));
        return candidates[0]?.cost ?? Number.POSITIVE_INFINITY;
      };
      const ours = await best('auto');
      expect(ours).toBeLessThan(env.cost(env.reset()));
      for (const other of ['greedy', 'backtracking'])
        expect(ours).toBeLessThanOrEqual((await best(other)) * (1 + 1e-9));
    },
  );

  it('is ahead of both where the gain lies behind steps that gain nothing', async () => {
    const env = createDummyEnv(9);
    for (const [name, cost] of [
      ['auto', 5],
      ['greedy', 10],
    ] as const) {
      const search = await searchNamed(name, parts);
      const { candidates } = await search(env, options(2000));
      expect([name, candidates[0]?.cost]).toEqual([name, cost]);
    }
  });

  it('does the same for the same seed and steps, and says why it went on without an agent', async () => {
    const env = pricedEnv(convolutions());
    const run = async () => {
      const search = await searchNamed('auto', parts);
      const { candidates, engineSteps, problems } = await search(env, options(1500));
      return { ways: candidates.map(({ cost, depth }) => [cost, depth]), engineSteps, problems };
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(first.engineSteps).toBeLessThanOrEqual(1500);
    expect(first.problems).toContain('the agent failed: there is none here');
  });
});
