import { describe, expect, it } from 'vitest';
import { type ObservedSearch, type Path, type SearchOptions, startOf } from '../../../agent/search';
import type { TraceStep } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { rules } from '../../../transforms';
import { type FindOptions, findCandidates, type Prices } from './findCandidates';

const identity = rules.findIndex((rule) => rule.name === 'eliminate-identity');

function identities(): Graph {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [4]);
  for (let i = 0; i < 6; i++) x = g.op(i % 2 === 0 ? 'Identity' : 'Neg', [x]);
  g.output('y', x);
  return g.build();
}

const pricesOf = (estimate: (graph: Graph) => number, unknown: () => number): Prices => ({
  estimate,
  unknown,
  fill: async () => undefined,
  calibrate: () => undefined,
  shares: () => new Map(),
});

/** Takes away one Identity after the other, as many as the seed says; all of the states on the way are candidates. */
function removing(seen: SearchOptions[], steps: (seed: number) => number): ObservedSearch {
  return async (env, options) => {
    seen.push(options);
    const start = startOf(env);
    const candidates: Path<typeof start.state>[] = [start];
    let at: Path<typeof start.state> = start;
    for (let i = 0; i < steps(options.seed); i++) {
      const action = { rule: identity, site: 0 };
      const state = env.step(at.state, action);
      if (state === null) break;
      at = { state, cost: env.cost(state), depth: at.depth + 1, action, parent: at };
      candidates.push(at);
    }
    return { candidates, stopReason: 'converged', engineSteps: 1 };
  };
}

const find = (search: ObservedSearch, prices: Prices, known: readonly (readonly TraceStep[])[] = []) =>
  findCandidates({ ...findOptions(search, prices), known });

const findOptions = (search: ObservedSearch, prices: Prices): FindOptions => ({
  base: identities(),
  target: { provider: 'wasm', standardOpsOnly: true },
  search,
  openings: false,
  prices,
  seconds: 60,
  seed: 5,
  signal: new AbortController().signal,
  banned: new Set(),
  onProgress: () => undefined,
});
const size = (graph: Graph): number => graph.size;

describe('finding candidates', () => {
  it('searches on from another seed where nothing is left to time, in all the time there is', async () => {
    const seen: SearchOptions[] = [];
    const search = removing(seen, (seed) => seed - 4);
    const { candidates, engineSteps } = await find(
      search,
      pricesOf(size, () => 0),
    );
    expect(seen.map(({ seed }) => seed)).toEqual([5, 6, 7]);
    // Half of the time goes to the first, in case that there is something to time.
    expect(seen.map(({ seconds }) => Math.round(seconds / 22.5))).toEqual([1, 2, 2]);
    expect(engineSteps).toBeGreaterThanOrEqual(3);
    expect(candidates[0]?.steps).toHaveLength(3);
  });

  it('has what is known to pay timed, though the formula thinks nothing of it', async () => {
    const timed: Graph[] = [];
    const prices: Prices = {
      ...pricesOf(
        (graph) => 100 - graph.size,
        () => 1,
      ),
      fill: async (graphs) => void timed.push(...graphs),
    };
    const nothing = removing([], () => 0);
    await findCandidates({ ...findOptions(nothing, prices), openings: true });
    expect(Math.min(...timed.map(size))).toBeLessThan(identities().size);
  });

  it('ends where a search that converged finds nothing more from another seed', async () => {
    const seen: SearchOptions[] = [];
    await find(
      removing(seen, () => 2),
      pricesOf(size, () => 0),
    );
    expect(seen.map(({ seed }) => seed)).toEqual([5, 6]);
  });

  it('searches again on better prices where operators were new', async () => {
    const seen: SearchOptions[] = [];
    let left = 2;
    await find(
      removing(seen, () => 2),
      pricesOf(size, () => left--),
    );
    expect(seen.map(({ seed }) => seed)).toEqual([5, 6, 7]);
  });

  it('hands on one of those that nobody can tell apart, and the others in turn', async () => {
    // An Identity is worth a ten-thousandth, the last of them a tenth.
    const price = (graph: Graph): number => {
      const left = [...graph.nodes()].filter(({ op }) => op === 'Identity').length;
      return 10 + left * 1e-3 + (left > 0 ? 1 : 0);
    };
    const { candidates } = await find(
      removing([], () => 3),
      pricesOf(price, () => 0),
    );
    const kept = candidates.filter(({ steps }) => steps.length > 0);
    expect(kept.map(({ steps }) => steps.length)).toEqual([3, 1]);
  });

  it('has the clock hear where a simple search ended, though its price is none of the best', async () => {
    const inner = removing([], () => 3);
    const search: ObservedSearch = async (env, options) => {
      const { candidates, ...result } = await inner(env, options);
      // One Identity less is the end of another search; the cheapest two and the original are candidates.
      return {
        ...result,
        candidates: candidates.filter(({ depth }) => depth !== 1),
        ends: candidates.slice(1, 2),
      };
    };
    const { candidates } = await find(
      search,
      pricesOf(size, () => 0),
    );
    expect(candidates.map(({ steps }) => steps.length)).toEqual([3, 2, 1, 0]);
    const alike = await find(
      search,
      pricesOf(
        (graph) => 100 + 1e-6 * graph.size,
        () => 0,
      ),
    );
    expect(alike.candidates).toHaveLength(2);
  });

  it('still has it heard though a later round was cut off before one ended', async () => {
    const inner = removing([], () => 3);
    let round = 0;
    const search: ObservedSearch = async (env, options) => {
      const { candidates, ...result } = await inner(env, options);
      return {
        ...result,
        candidates: candidates.filter(({ depth }) => depth !== 1),
        ends: round++ === 0 ? candidates.slice(1, 2) : [],
      };
    };
    const { candidates } = await find(
      search,
      pricesOf(size, () => 0),
    );
    expect(round).toBeGreaterThan(1);
    expect(candidates.map(({ steps }) => steps.length)).toEqual([3, 2, 1, 0]);
  });

  it('does not begin a round in next to no time, since timing took what was left', async () => {
    const seen: SearchOptions[] = [];
    const prices: Prices = {
      ...pricesOf(size, () => 1),
      fill: () => new Promise((resolve) => setTimeout(resolve, 400)),
    };
    const search = removing(seen, () => 2);
    const { stopReason } = await findCandidates({ ...findOptions(search, prices), seconds: 0.7 });
    expect(seen.map(({ seed }) => seed)).toEqual([5]);
    expect(stopReason).toBe('converged');
  });

  it('shows a search the ways that an earlier one found, rule by rule', async () => {
    const seen: SearchOptions[] = [];
    const prices = pricesOf(size, () => 0);
    const { candidates } = await find(
      removing(seen, () => 2),
      prices,
    );
    const steps = candidates[0]?.steps ?? [];
    expect(steps).toHaveLength(2);
    const ways: (readonly number[])[] = [];
    const look: ObservedSearch = async (env) => {
      for (const way of env.known ?? []) {
        ways.push(way.map(({ rule }) => rule));
        const end = way.at(-1)?.state;
        if (end !== undefined) expect(env.cost(end)).toBe(size(steps[1]?.graph as Graph));
      }
      return { candidates: [startOf(env)], stopReason: 'nothing-legal', engineSteps: 0 };
    };
    await find(look, prices, [steps]);
    expect(ways).toEqual([[identity, identity]]);
  });
});
