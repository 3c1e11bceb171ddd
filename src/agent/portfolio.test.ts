import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import type { ObservedEnvironment } from '../env/observation';
import { beam } from './beam';
import { greedyInParts } from './greedy';
import { portfolio } from './portfolio';
import { randomPlay } from './randomPlay';
import type { Resumable } from './resumable';
import { type ObservedSearch, type Path, type SearchOptions, startOf, statesOf } from './search';
import { treeSearch } from './treeSearch';

const options: SearchOptions = { seconds: 5, seed: 3, maxDepth: 100, signal: null, onProgress: null };

describe('portfolio', () => {
  it('goes on from the best with paths that begin at the start', async () => {
    const env = createDummyEnv(4);
    // A search that walks three steps to the right and stops.
    const walk: ObservedSearch = async (inner) => {
      const start = startOf(inner);
      let at: Path<typeof start.state> = start;
      for (let i = 0; i < 3; i++) {
        const action = { rule: 0, site: 0 };
        const state = inner.step(at.state, action);
        if (state === null) break;
        at = { state, cost: 9.5 - i, depth: at.depth + 1, action, parent: at };
      }
      return { candidates: [at], stopReason: 'converged', engineSteps: 3 };
    };
    const { candidates, engineSteps } = await portfolio([
      { name: 'walk', search: walk, share: 0.5, from: 'start' },
      { name: 'beam', search: beam(), share: 1, from: 'best' },
    ])(env, options);
    const [best] = candidates;
    expect(best?.cost).toBe(5);
    expect(best && statesOf(best).map(({ state, depth }) => [state.at, depth])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(engineSteps).toBeGreaterThan(3);
  });

  it('goes on from the end of a way that is known beforehand, and from there only where it is asked to', async () => {
    const dummy = createDummyEnv(4);
    const way = [1, 2, 3, 4].map((at) => ({ rule: 0, state: { at } }));
    const env = { ...dummy, known: [way] };
    const starts: number[] = [];
    const look: ObservedSearch = async (inner) => {
      const start = startOf(inner);
      starts.push((start.state as unknown as { at: number }).at);
      expect(inner.known).toBeUndefined();
      return { candidates: [start], stopReason: 'converged', engineSteps: 0 };
    };
    const { candidates } = await portfolio([
      { name: 'from the start', search: look, share: 0.5, from: 'start' },
      { name: 'from the best', search: look, share: 1, from: 'best' },
    ])(env, options);
    expect(candidates.map(({ state, depth }) => [state.at, depth])).toContainEqual([4, 4]);
    expect(starts).toEqual([0, 4]);
  });

  it('says where searches in turns ended, once one of them ended by itself', async () => {
    // Greedy walks down a slope; what goes one step further each time never ends.
    const slope = { ...createDummyEnv(4), cost: ({ at }: { at: number }) => 10 - at };
    const endless: Resumable = (inner) => {
      const start = startOf(inner);
      return async () => {
        const action = { rule: 0, site: 0 };
        const state = inner.step(start.state, action) ?? start.state;
        const first = { state, cost: inner.cost(state), depth: 1, action, parent: start };
        return { candidates: [first, start], stopReason: 'time', engineSteps: 1 };
      };
    };
    const without = await portfolio([{ name: 'endless', parts: endless, share: 1 }])(slope, options);
    expect(without.ends).toEqual([]);
    const { ends = [] } = await portfolio([
      { name: 'endless', parts: endless, share: 0.5 },
      { name: 'greedy', parts: greedyInParts, share: 1 },
    ])(slope, options);
    expect(ends.map(({ state }) => state.at)).toEqual([1, 4]);
  });

  it('keeps the best by price and arithmetic when a shorter way to it is found', async () => {
    interface Point {
      readonly name: string;
      readonly cost: number;
      readonly work: number;
    }
    const lean: Point = { name: 'lean', cost: 9.5, work: 10 };
    // More of them than a search hands on, all cheaper than the lean one and worse all in all.
    const cheap = Array.from({ length: 20 }, (_, i): Point => ({ name: `${i}`, cost: 9, work: 200 }));
    const points = [lean, ...cheap];
    const env: ObservedEnvironment<Point> = {
      rules: [{ name: 'go', family: 'motion', undoes: [] }],
      reset: () => ({ name: 'start', cost: 10, work: 100 }),
      counts: () => [points.length],
      step: (_, { site }) => points[site] ?? null,
      cost: ({ cost }) => cost,
      work: ({ work }) => work,
      key: ({ name }) => name,
      observe: () => createDummyEnv(1).observe({ at: 0 }),
    };
    const visit =
      (ways: readonly (readonly number[])[]): ObservedSearch =>
      async (inner) => {
        const start = startOf(inner);
        const candidates = ways.map((sites) => {
          let at: Path<typeof start.state> = start;
          for (const site of sites) {
            const action = { rule: 0, site };
            const state = inner.step(at.state, action);
            if (state !== null)
              at = { state, cost: inner.cost(state), depth: at.depth + 1, action, parent: at };
          }
          return at;
        });
        return { candidates, stopReason: 'converged', engineSteps: 0 };
      };
    const shorter = [[0], ...cheap.map((_, i) => [i + 1])];
    const { candidates } = await portfolio([
      { name: 'the long way', search: visit([[1, 0]]), share: 0.5, from: 'start' },
      { name: 'short ways', search: visit(shorter), share: 1, from: 'start' },
    ])(env, options);
    expect(candidates.filter(({ state }) => state === lean).map(({ depth }) => depth)).toEqual([1]);
  });
});

describe.each([
  ['beam', beam() as ObservedSearch],
  ['tree search', treeSearch() as ObservedSearch],
  ['random play', randomPlay({ stop: 0.03, patience: 500 }) as ObservedSearch],
])('%s', (_, search) => {
  it('crosses the valley, and does the same for the same seed', async () => {
    const env = createDummyEnv(8);
    const first = await search(env, options);
    const second = await search(env, options);
    expect(first.candidates[0]?.cost).toBe(5);
    expect(second.engineSteps).toBe(first.engineSteps);
    expect(second.candidates.map(({ cost, depth }) => [cost, depth])).toEqual(
      first.candidates.map(({ cost, depth }) => [cost, depth]),
    );
  });

  it('stops when asked, within one step of the engine, and keeps the best so far', async () => {
    const controller = new AbortController();
    const inner = createDummyEnv(2000);
    let steps = 0;
    let after = 0;
    const env = {
      ...inner,
      step: (...args: Parameters<typeof inner.step>) => {
        if (controller.signal.aborted) after++;
        if (++steps === 50) controller.abort();
        return inner.step(...args);
      },
    };
    const { candidates, stopReason } = await search(env, { ...options, signal: controller.signal });
    expect(stopReason).toBe('stopped');
    expect(after).toBeLessThanOrEqual(1);
    expect(candidates.length).toBeGreaterThan(0);
  });

  it('says when nothing is legal', async () => {
    const { stopReason } = await search(createDummyEnv(0), options);
    expect(stopReason).toBe('nothing-legal');
  });
});
