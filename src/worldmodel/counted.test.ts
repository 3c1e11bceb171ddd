import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../core';
import type { Episode } from '../env/episode';
import { edgeFeatureCount, nodeFeatureCount, type Observation, totalCount } from '../env/observation';
import { startBackend } from '../nn';
import { trustSlot, weighOpinions } from './counted';
import { createDreamgraph, type DreamgraphModel } from './dreamgraph';
import { forecast } from './forecast';
import { examplesOf, fitShareTable, type ShareTable } from './shareTable';

/** Pairs of operators 1 and 2 in a row; the only rule takes away operator 2, whose anchor it is. */
function chain(pairs: number, share: number): Observation {
  const n = 2 * pairs;
  const nodes = new Float32Array(n * nodeFeatureCount);
  for (let i = 0; i < n; i++)
    nodes[i * nodeFeatureCount + 3] = Math.round(32 * Math.log2(i % 2 === 1 ? share : 0.3)) / 256;
  return {
    operators: Uint16Array.from({ length: n }, (_, i) => 1 + (i % 2)),
    nodes,
    edges: Uint16Array.from({ length: 2 * (n - 1) }, (_, i) => Math.floor((i + 1) / 2)),
    edgeFeatures: new Float32Array((n - 1) * edgeFeatureCount),
    totals: new Float32Array(totalCount),
    counts: Uint16Array.of(pairs),
    anchors: Uint16Array.from({ length: pairs }, (_, i) => 2 * i + 1),
  };
}

/** One step that saves exactly the share of operator 2. */
const episodes: readonly Episode[] = Array.from({ length: 40 }, (_, i): Episode => {
  const share = 2 ** -(2 + (i % 5));
  return {
    model: 'chain',
    states: [chain(3, share), chain(2, share)],
    actions: [{ rule: 0, site: i % 3 }],
    costs: Float64Array.of(1, 1 - share),
    end: 'stop',
  };
});

describe('what is counted beside what is learned', () => {
  let model: DreamgraphModel;
  let table: ShareTable;
  beforeAll(async () => {
    expect(await startBackend('cpu')).toBe(true);
    const like = must(episodes[0]?.states[0], 'state');
    model = createDreamgraph({ rules: 1, operators: 3 }, like, 2, { nodeWidth: 4, latent: 6, hidden: 8 });
    table = fitShareTable(examplesOf(episodes, 1), 1, 3);
  });

  it('is trusted where it is right and the network is not, and the model is left as it was', async () => {
    const trust = await weighOpinions(model, table, episodes);
    expect(model.counted).toBeNull();
    expect(trust[trustSlot(0, true)]).toBeGreaterThan(0.7);
  });
  it('makes forecasts better by as much as it is trusted', async () => {
    const errorOf = async (trust: number): Promise<number> => {
      model.counted = { table, trust: Float32Array.of(trust, trust) };
      const told = await forecast(model, episodes, [1]);
      return told.reduce((sum, { imagined, real }) => sum + (imagined - real) ** 2, 0);
    };
    const [none, half, all] = [await errorOf(0), await errorOf(0.5), await errorOf(1)];
    expect(half).toBeLessThan(none);
    expect(all).toBeLessThan(0.05 * none);
  });
});
