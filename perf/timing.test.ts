import { describe, expect, it } from 'vitest';
import { graphCost } from '../src/graph';
import { modelBytes, specialised } from './models';
import { measureTiming, withExtraWork } from './timing';

const bytes = modelBytes('squeezenet1_1');

describe('timing benchmark', () => {
  it.skipIf(bytes === null)('adds about 5 % of work, and counts what it is to count', async () => {
    if (bytes === null) return;
    const graph = specialised(bytes);
    const { heavier, share } = withExtraWork(graph);
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.07);
    expect(graphCost(heavier).macs / graphCost(graph).macs - 1).toBeCloseTo(share, 2);
    const metrics = await measureTiming({ same: 1, more: 1, sameSeconds: 0.5, moreSeconds: 0.5 });
    expect(metrics['same: comparisons']?.median).toBe(1);
    expect(metrics['more: ratio']?.median).toBeGreaterThan(0);
  });
});
