import { beforeAll, describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { hashRuleNames } from '../../transforms/hashRuleNames';
import { createDreamgraph, saveModel } from '../../worldmodel';
import { createDreamHandler } from './handler';
import type { DreamMethods, DreamParams, LoadParams } from './protocol';

const env = createDummyEnv(6);
const observation = env.observe({ at: 2 });
const ruleNames = ['up', 'down'];
const dream: DreamParams = {
  kind: 'dreamgraph',
  start: 'two',
  path: [],
  rollouts: 6,
  horizon: 4,
  temperature: 1,
  seed: 1,
};
let handler: DreamMethods;
let checkpoint: Uint8Array;
const load = (): LoadParams => ({
  kind: 'dreamgraph',
  version: 'a',
  checkpoint,
  policy: null,
  ruleNames,
});

beforeAll(async () => {
  await startBackend('wasm');
  const model = createDreamgraph({ rules: 2, operators: 2 }, observation, 5, { latent: 8, hidden: 16 });
  const rules = { length: 2, hash: hashRuleNames(ruleNames) };
  const provenance = { datasets: [{ models: [{ name: 'dummy' }] }] };
  checkpoint = await saveModel(model, { rules, provenance });
  model.dispose();
  handler = createDreamHandler({
    startTensors: async () => 'wasm',
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
  });
  await handler.load(load());
  await handler.begin({ start: 'two', observation });
});

describe('the dream worker', () => {
  it('says what it loaded, and loads it once', async () => {
    const info = await handler.load(load());
    expect(info).toMatchObject({
      kind: 'dreamgraph',
      rules: 2,
      trainedOn: ['dummy'],
      chooser: 'predictions',
    });
  });

  it('refuses a checkpoint of other rules, with the reason', async () => {
    const other = { ...load(), version: 'b', kind: 'rlflow' as const, ruleNames: ['left', 'right'] };
    await expect(handler.load(other)).rejects.toMatchObject({ code: 'CHECKPOINT_REJECTED' });
  });

  it('does not dream of a graph without nodes', async () => {
    const none = new Float32Array();
    const empty = {
      ...observation,
      operators: new Uint16Array(),
      nodes: none,
      edges: new Uint16Array(),
      edgeFeatures: none,
      counts: new Uint16Array(2),
      anchors: new Uint16Array(),
    };
    await handler.begin({ start: 'empty', observation: empty });
    await expect(handler.dream({ ...dream, start: 'empty' })).rejects.toMatchObject({
      code: 'NOTHING_TO_REWRITE',
    });
  });

  it('dreams the same with the same seed, every move legal where it is made', async () => {
    const [one, two] = [await handler.dream(dream), await handler.dream(dream)];
    expect(one?.rollouts).toEqual(two?.rollouts);
    expect(one?.rollouts).toHaveLength(6);
    for (const { steps } of one?.rollouts ?? []) {
      expect(steps.length).toBeLessThanOrEqual(4);
      for (const step of steps) {
        expect(step.site).toBeLessThan(step.among);
        expect(step.low).toBeLessThanOrEqual(step.factor);
        expect(step.high).toBeGreaterThanOrEqual(step.factor);
        expect(step.probability).toBeGreaterThan(0);
      }
    }
    // The second time everything had been imagined already.
    expect(two?.imagined).toBe(0);
  });

  it('gives up a request when a later one is there', async () => {
    const first = handler.dream({ ...dream, seed: 7, temperature: 2 });
    const second = handler.dream({ ...dream, seed: 8, temperature: 2 });
    expect(await first).toBeNull();
    expect(await second).not.toBeNull();
  });

  it('goes on from a choice', async () => {
    const { options } = await handler.look({ ...dream, path: [] });
    expect(options.map(({ rule }) => rule).sort()).toEqual([0, 1]);
    expect(options.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    const fan = await handler.dream({ ...dream, path: [{ rule: 1, site: 0 }] });
    expect(fan?.path).toHaveLength(1);
    expect(fan?.path[0]?.rule).toBe(1);
    for (const { steps } of fan?.rollouts ?? []) expect(steps.length).toBeLessThanOrEqual(3);
  });

  it('follows a given sequence', async () => {
    const moves = [
      { rule: 0, site: 0, among: 1 },
      { rule: 0, site: 0, among: 1 },
    ];
    const steps = await handler.follow({ kind: 'dreamgraph', start: 'two', moves });
    expect(steps).toHaveLength(2);
    expect(steps[0]?.factor).toBeGreaterThan(0);
  });
});
