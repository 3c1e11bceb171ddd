import { describe, expect, it } from 'vitest';
import { nodeFeatureCount, type Observation, totalCount } from '../env/observation';
import { neighbours } from './neighbours';
import {
  distanceOf,
  groupedShares,
  intensityOf,
  neighbourKey,
  resizedShares,
  resizesAround,
} from './shareKeys';

/** A chain a → b → c in which b keeps an eighth of what flows. */
const chain: Observation = {
  operators: new Uint16Array(3),
  nodes: new Float32Array(3 * nodeFeatureCount),
  edges: Uint16Array.of(0, 1, 1, 2),
  edgeFeatures: Float32Array.of(10 / 16, 0, 0, 0, 7 / 16, 0, 0, 0),
  totals: new Float32Array(totalCount),
  counts: new Uint16Array(),
  anchors: new Uint16Array(),
};

describe('keys of a table of shares', () => {
  it('are different for every operator and distance', () => {
    const keys = [0, 1, 2].flatMap((operator) =>
      [0, 1, 2, 3, 4].map((distance) => neighbourKey(operator, distance)),
    );
    expect(new Set(keys).size).toBe(15);
    expect(keys.map(distanceOf)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(distanceOf(0)).toBe(-1);
  });
  it('know what shrinks at a node, before it and after it', () => {
    const [into, from] = [neighbours(chain, 1), neighbours(chain, 0)];
    expect(resizesAround(chain, 1, into, from)).toEqual([-3, 0, 0]);
    expect(resizesAround(chain, 2, into, from)).toEqual([0, -3, 0]);
    expect(resizesAround(chain, 0, into, from)).toEqual([0, 0, -3]);
  });
  it('say what an operator would cost on the other side of what shrinks', () => {
    const shares = resizedShares(0, -3, Float32Array.of(0, 0.4, 0, 0, 0));
    expect(shares.map(({ share }) => Math.round(1000 * share) / 1000)).toEqual([-0.35, 2.8]);
    expect(resizedShares(0, 0, Float32Array.of(1, 1, 1, 1, 1))).toEqual([]);
  });
  it('put arithmetic for each byte into eight groups', () => {
    const nodes = new Float32Array(3 * nodeFeatureCount);
    nodes[0] = 20 / 16;
    nodes[1] = 17 / 16;
    nodes[nodeFeatureCount] = 2;
    expect([0, 1, 2].map((row) => intensityOf({ ...chain, nodes }, row))).toEqual([5, 7, 2]);
  });
  it('say what a convolution in groups would cost without them', () => {
    const nodes = new Float32Array(3 * nodeFeatureCount);
    nodes.set([10 / 16, 9 / 16], 0);
    nodes[12] = 5 / 8;
    const seen = { ...chain, nodes };
    const [dense, size] = groupedShares(seen, 0, 0.1);
    expect(dense?.share).toBeCloseTo(0.1 * 0.5 * 31, 5);
    expect(size?.share).toBe(0.1);
    expect(distanceOf(size?.key ?? 0)).toBe(-1);
    expect(groupedShares(seen, 1, 0.1)).toEqual([]);
  });
});
