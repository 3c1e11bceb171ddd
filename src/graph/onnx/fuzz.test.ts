import { describe, expect, it } from 'vitest';
import { fuzzOnce, type Outcome } from './fuzz';

const mutations = 20_000;
/** No mutant may take longer. Milliseconds; most take less than one, but a busy machine may stop for seconds. */
const slowestMs = 10_000;

describe('mutated files', () => {
  it(`give a coded error or a graph, ${mutations} times`, { timeout: 300_000 }, () => {
    const bugs: Outcome[] = [];
    const seen = new Map<string, number>();
    let slowest = 0;
    for (let seed = 1; seed <= mutations; seed++) {
      const start = performance.now();
      const outcome = fuzzOnce(seed);
      slowest = Math.max(slowest, performance.now() - start);
      const key = outcome.kind === 'refused' ? outcome.code : outcome.kind;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      if (outcome.kind === 'bug') bugs.push(outcome);
    }
    expect(bugs.slice(0, 5)).toEqual([]);
    expect(slowest).toBeLessThan(slowestMs);
    // The fuzzer is of use only while it reaches both sides, and many kinds of refusal.
    expect(seen.get('opened')).toBeGreaterThan(mutations / 10);
    expect(seen.size).toBeGreaterThan(8);
  });
});
