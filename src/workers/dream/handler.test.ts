import { beforeAll, describe, expect, it } from 'vitest';
import { Policy } from '../../agent/policy/policy';
import { savePolicy } from '../../agent/policy/policyFile';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { hashRuleNames } from '../../transforms/hashRuleNames';
import { createDreamgraph, createRlflow, saveModel } from '../../worldmodel';
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
const rules = { length: 2, hash: hashRuleNames(ruleNames) };
const newHandler = (): DreamMethods =>
  createDreamHandler({
    startTensors: async () => 'wasm',
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
  });
let handler: DreamMethods;
let checkpoint: Uint8Array;
const load = (): LoadParams => ({
  kind: 'dreamgraph',
  version: 'a',
  checkpoint,
  policy: null,
  ruleNames,
});

async function checkpointWith(provenance: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const model = createDreamgraph({ rules: 2, operators: 2 }, observation, 5, { latent: 8, hidden: 16 });
  const file = await saveModel(model, { rules, provenance });
  model.dispose();
  return file;
}

async function policyWith(provenance: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const policy = new Policy({ rules: 2, latent: 8, hidden: 8, slots: 4, ruleWidth: 4 }, 1);
  const file = await savePolicy(policy, { rules, worldModel: null, horizon: 10, provenance });
  policy.dispose();
  return file;
}

beforeAll(async () => {
  await startBackend('wasm');
  checkpoint = await checkpointWith({ datasets: [{ models: [{ name: 'dummy' }] }] });
  handler = newHandler();
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
    // What the same version holds is not read again.
    expect(await handler.load({ ...load(), checkpoint: new Uint8Array(1) })).toEqual(info);
  });

  it('has a policy choose only where that reads the latents of the model', async () => {
    const [shipped, own] = [await policyWith({ script: 'test' }), await policyWith({ trainedHere: {} })];
    const fromNothing = await checkpointWith({ trainedHere: { begunWith: 'nothing' } });
    const choosers: string[] = [];
    for (const [file, policy] of [
      [checkpoint, shipped],
      [fromNothing, shipped],
      [fromNothing, own],
    ] as const) {
      const params = { ...load(), checkpoint: file, policy };
      choosers.push((await newHandler().load(params)).chooser);
    }
    expect(choosers).toEqual(['policy', 'predictions', 'policy']);
  });

  it('dreams of a state as it was told last', async () => {
    const asked = { kind: 'dreamgraph', start: 'changed', path: [], temperature: 1 } as const;
    const five = env.observe({ at: 5 });
    await handler.begin({ start: 'changed', observation });
    const before = await handler.look(asked);
    await handler.begin({ start: 'changed', observation: five });
    const after = await handler.look(asked);
    await handler.begin({ start: 'five', observation: five });
    expect(after).not.toEqual(before);
    expect(after).toEqual(await handler.look({ ...asked, start: 'five' }));
  });

  it('gives up what was dreamed with a model that another takes the place of', async () => {
    const own = newHandler();
    await own.load(load());
    await own.begin({ start: 'two', observation });
    const dreaming = own.dream(dream);
    await own.load({ ...load(), version: 'b' });
    expect(await dreaming).toBeNull();
    expect((await own.dream(dream))?.version).toBe('b');
    // Other questions are answered by the one that took its place.
    const asked = { kind: 'dreamgraph', start: 'two', path: [], temperature: 1 } as const;
    const looking = own.look(asked);
    await own.load({ ...load(), version: 'c' });
    expect(await looking).toEqual(await own.look(asked));
  });

  it('draws the same for the same question, whatever was asked before', async () => {
    const sizes = { nodeWidth: 4, latent: 5, ruleWidth: 3, units: 6, components: 3, samples: 4, rounds: 1 };
    const model = createRlflow({ rules: 2, operators: 2 }, observation, 5, sizes);
    const file = await saveModel(model, { rules, provenance: {} });
    model.dispose();
    const own = newHandler();
    await own.load({ ...load(), kind: 'rlflow', checkpoint: file });
    await own.begin({ start: 'two', observation });
    const moves = Array.from({ length: 3 }, () => ({ rule: 0, site: 0, among: 1 }));
    const follow = () => own.follow({ kind: 'rlflow', start: 'two', moves });
    expect(await follow()).toEqual(await follow());
    const fan = async () => (await own.dream({ ...dream, kind: 'rlflow', seed: 3 }))?.rollouts;
    const first = await fan();
    // What was dreamed of it is forgotten.
    await own.begin({ start: 'two', observation });
    expect(await fan()).toEqual(first);
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
