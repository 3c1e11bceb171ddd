import { beforeAll, expect, it } from 'vitest';
import { createRandom } from '../core';
import { createDummyEnv } from '../env/dummyEnv';
import type { Episode } from '../env/episode';
import { randomPolicy, recordEpisode } from '../env/playRandomly';
import { startBackend } from '../nn';
import { batchOf } from './dreamBatch';
import { createDreamgraph, type DreamgraphModel } from './dreamgraph';
import { grown } from './grown';

const env = createDummyEnv(4);
const like = env.observe({ at: 2 });
const small = { nodeWidth: 8, latent: 8, ruleWidth: 4, rounds: 1, hidden: 16, members: 1, memberWidth: 4 };

/** What a model imagines of one step by a rule from the start. */
async function imagined(model: DreamgraphModel, rule: number) {
  const start = await model.encode([like]);
  const { logRatio, latent, counts, legal } = await model.stepBatch(batchOf(start), [rule], [0]);
  return { logRatio: [...logRatio], latent: [...latent], counts: [...counts], legal: [...legal] };
}

/** An episode in which rule 0 is played as if it were a rule that came later. */
function playedAs(rule: number): Episode {
  const episode = recordEpisode(env, {
    model: 'dummy',
    policy: randomPolicy(0),
    maxSteps: 6,
    random: createRandom(4),
    from: { at: 0 },
  });
  const moved = (counts: Uint16Array): Uint16Array => Uint16Array.from([0, counts[1] ?? 0, counts[0] ?? 0]);
  return {
    ...episode,
    states: episode.states.map((state) => ({ ...state, counts: moved(state.counts) })),
    actions: episode.actions.map((action) => (action.rule === 0 ? { ...action, rule } : action)),
  };
}

beforeAll(async () => {
  expect(await startBackend('wasm')).toBe(true);
});

it('imagines of the rules that it knew what it imagined before', async () => {
  const model = createDreamgraph({ rules: 2, operators: 2 }, like, 5, small);
  // Without chance in its heads a model that was never trained says nothing.
  const arrays = await model.parameters.read();
  const random = createRandom(9);
  model.parameters.write(
    arrays.map((array) => ({ ...array, values: array.values.map((x) => x + 0.2 * random.normal()) })),
  );
  const larger = await grown(model, 5, []);
  for (const rule of [0, 1]) {
    const [before, after] = [await imagined(model, rule), await imagined(larger, rule)];
    for (const key of ['logRatio', 'latent', 'legal', 'counts'] as const)
      for (const [i, value] of before[key].entries())
        expect(after[key][i], `${key} ${i}`).toBeCloseTo(value, 5);
    expect(before.logRatio[0]).not.toBe(0);
  }
  model.dispose();
  larger.dispose();
});

it('begins a new rule as counted over the episodes, or as the unknown one', async () => {
  const model = createDreamgraph({ rules: 2, operators: 2 }, like, 5, small);
  const [counted, not] = [await grown(model, 3, [playedAs(2)]), await grown(model, 3, [])];
  const factor = async (of: DreamgraphModel) =>
    (await of.parameters.read()).find(({ name }) => name === 'dyn/usualFactor')?.values ?? [];
  expect((await factor(counted))[2]).not.toBe(0);
  expect((await factor(counted))[0]).toBe(0);
  expect((await factor(not))[2]).toBe(0);
  const embedding = (await counted.parameters.read()).find(({ name }) => name === 'dyn/rules')?.values ?? [];
  const [, , fresh = [], unknown = []] = [0, 4, 8, 12].map((at) => [...embedding.slice(at, at + 4)]);
  expect(fresh).toEqual(unknown);
  expect(unknown.some((x) => x !== 0)).toBe(true);
  for (const one of [model, counted, not]) one.dispose();
});
