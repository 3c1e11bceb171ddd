import { describe, expect, it } from 'vitest';
import { edgeFeatureCount, nodeFeatureCount, type Observation, totalCount } from '../env/observation';
import { ringCount, siteContexts } from './siteContexts';

/** A chain of five nodes with these shares, one site of rule 1 at node 1 and of rule 0 at node 2. */
function chain(shares: readonly number[]): Observation {
  const nodes = new Float32Array(shares.length * nodeFeatureCount);
  shares.forEach((share, i) => {
    nodes[i * nodeFeatureCount + 3] = Math.log2(share) / 8;
  });
  return {
    operators: new Uint16Array(shares.length),
    nodes,
    edges: Uint16Array.of(0, 1, 1, 2, 2, 3, 3, 4),
    edgeFeatures: new Float32Array(4 * edgeFeatureCount),
    totals: new Float32Array(totalCount),
    counts: Uint16Array.of(1, 1),
    anchors: Uint16Array.of(2, 1),
  };
}

describe('siteContexts', () => {
  it('sums shares by distance and counts the rules around', () => {
    const { of, rings, here, near } = siteContexts(chain([0.1, 0.2, 0.3, 0.15, 0.25]), 2);
    expect(Array.from(of)).toEqual([-1, 1, 0, -1, -1]);
    const around = (context: number): number[] =>
      Array.from(rings.subarray(context * ringCount, (context + 1) * ringCount), (x) => Math.round(100 * x));
    expect(around(0)).toEqual([30, 20, 15, 35, 0]);
    expect(around(1)).toEqual([20, 10, 30, 15, 25]);
    expect(Array.from(here)).toEqual([1, 0, 0, 1]);
    expect(Array.from(near)).toEqual([0, 1, 1, 0]);
  });
  it('takes the least share for none', () => {
    const { rings } = siteContexts(chain([0.5, 2 ** -16, 0.5, 0.1, 0.1]), 2, [1]);
    expect(rings[0]).toBe(0);
    expect(rings).toHaveLength(ringCount);
  });
});
