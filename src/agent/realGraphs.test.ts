import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../core';
import type { ObservedEnvironment } from '../env/observation';
import type { RewriteState } from '../env/rewriteEnv';
import type { Graph } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { startBackend } from '../nn';
import { type Rule, rules } from '../transforms';
import { assembleAgent } from '../workers/session/optimize/assembleAgent';
import type { AgentParts } from './agentPlay';
import { backtracking } from './backtracking';
import { exhaustive } from './exhaustive';
import { plantedValley } from './plantedValley';
import type { ObservedSearch, SearchOptions } from './search';
import { pricedEnv } from './testing';
import { trainedSearch } from './trainedSearch';
import { treeSearch } from './treeSearch';

const options: SearchOptions = { seconds: 6, seed: 1, maxDepth: 40, signal: null, onProgress: null };
const files = ['public/models/dreamgraph.dgck', 'public/models/dreamgraph.dgpo'];

/** One token of two dense layers is read: the Gather belongs before both. */
function readOneToken(): Graph {
  const g = graphBuilder({ opset: 17 });
  let y = g.input('x', 'float32', [1, 64, 128]);
  for (let layer = 0; layer < 2; layer++)
    y = g.op('Relu', [g.op('MatMul', [y, g.constant(`w${layer}`, 'float32', [128, 128])])]);
  g.output('y', g.op('Gather', [y, g.scalar('first', 'int64', 0)], { axis: 1 }));
  return g.build();
}

/** Two Transposes cancel once they have been moved past what is between them. */
function transposedTwice(): Graph {
  const g = graphBuilder({ opset: 17 });
  let y = g.op('Transpose', [g.input('x', 'float32', [256, 512])], { perm: [1, 0] });
  for (const op of ['Relu', 'Tanh', 'Sigmoid']) y = g.op(op, [y]);
  g.output('y', g.op('Transpose', [y], { perm: [1, 0] }));
  return g.build();
}

/** Factors that the weights of a product can take. */
function scaledProduct(): Graph {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [64, 256]);
  const product = g.op('MatMul', [x, g.constant('w', 'float32', [256, 256])]);
  const sum = g.op('Add', [product, g.constant('b', 'float32', [256])]);
  const scaled = g.op('Mul', [sum, g.scalar('s', 'float32', 0.125)]);
  g.output('y', g.op('Mul', [scaled, g.scalar('t', 'float32', 3)]));
  return g.build();
}

const cases: readonly { readonly name: string; readonly graph: Graph; readonly moves: readonly string[] }[] =
  [
    {
      name: 'one token of two layers',
      graph: readOneToken(),
      moves: [
        'turn-gather-into-slice',
        'move-slice-before-elementwise',
        'move-slice-before-matmul',
        'merge-slices',
      ],
    },
    {
      name: 'two transposes',
      graph: transposedTwice(),
      moves: [
        'move-transpose-before-elementwise',
        'move-transpose-behind-elementwise',
        'merge-transposes',
        'eliminate-nop-transpose',
      ],
    },
    {
      name: 'factors of a product',
      graph: scaledProduct(),
      moves: [
        'merge-factors',
        'distribute-factor-over-addend',
        'fold-factor-into-matmul',
        'fold-constants',
        'fuse-matmul-add-into-gemm',
        'split-gemm-into-matmul-add',
        'fold-factor-into-gemm',
      ],
    },
  ];

/** With all rules but these silenced, so that each keeps its number; null: all of them play. */
const envOf = (graph: Graph, moves: readonly string[] | null): ObservedEnvironment<RewriteState> =>
  pricedEnv(graph, {
    growthLimit: 2,
    played: rules.map(
      (rule): Rule => (moves === null || moves.includes(rule.name) ? rule : { ...rule, providers: [] }),
    ),
  });

describe('small real graphs whose optimum is known by exhaustive search', () => {
  const made: { agent: AgentParts | null } = { agent: null };
  const agentParts = () => must(made.agent, 'trained agent');
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
    // Without its files nothing here would be tested of the agent.
    const [world, policy] = files.map((file) => readFileSync(file));
    made.agent = assembleAgent(must(world, 'world model'), must(policy, 'policy'));
  });

  it.each(cases)(
    '$name: found by backtracking, tree search and the agent',
    { timeout: 90_000 },
    async ({ graph, moves }) => {
      const env = envOf(graph, moves);
      const bound = await exhaustive(env, options, { states: 3000, depth: 40 });
      expect(bound.complete).toBe(true);
      const [start, optimum] = [env.cost(env.reset()), bound.candidates[0]?.cost ?? 0];
      expect(optimum).toBeLessThan(0.97 * start);
      const searches: [string, ObservedSearch][] = [
        ['backtracking', backtracking(1.3, 10_000)],
        ['tree search', treeSearch()],
        ['the agent', trainedSearch(agentParts())],
      ];
      for (const [name, search] of searches) {
        // Whoever has found the optimum need not go on.
        const arrived = new AbortController();
        const found = await search(env, {
          ...options,
          seconds: 20,
          signal: arrived.signal,
          onProgress: (best) => {
            if (best <= optimum * (1 + 1e-9)) arrived.abort();
          },
        });
        expect([name, found.candidates[0]?.cost]).toEqual([name, expect.closeTo(optimum, 9)]);
      }
    },
  );

  it('the planted valley is crossed by the agent', { timeout: 60_000 }, async () => {
    const env = envOf(plantedValley(), null);
    const before = env.cost(env.reset());
    const arrived = new AbortController();
    const agent = trainedSearch(agentParts());
    const { candidates } = await agent(env, {
      ...options,
      maxDepth: 200,
      seconds: 30,
      signal: arrived.signal,
      onProgress: (best) => {
        if (best < 0.6 * before) arrived.abort();
      },
    });
    expect(candidates[0]?.cost).toBeLessThan(0.6 * before);
  });
});
