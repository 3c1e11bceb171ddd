import { beforeAll, describe, expect, it } from 'vitest';
import { CodedError, createRandom } from '../core';
import { exportDataset, importDataset } from '../env/datasetFile';
import { createDummyEnv } from '../env/dummyEnv';
import type { Episode } from '../env/episode';
import { randomPolicy, recordEpisode } from '../env/playRandomly';
import { startBackend } from '../nn';
import { createDreamgraph } from './dreamgraph';
import { loadModel, saveModel } from './modelFile';
import { createRlflow } from './rlflow';
import { Trainer } from './trainer';

const env = createDummyEnv(4);
const like = env.observe({ at: 0 });
const provenance = {
  models: [{ name: 'dummy', sha256: '00', family: 'dummy' }],
  provider: 'wasm',
  runtime: 'estimated',
  versions: {},
  seed: 1,
  rules: { length: 2, hash: 'dummy' },
};
const episodes = (): Episode[] => {
  const random = createRandom(3);
  return [1, 2, 3].map(() =>
    recordEpisode(env, { model: 'dummy', policy: randomPolicy(0), maxSteps: 6, random }),
  );
};

const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.code : String(thrown);
  }
  return 'accepted';
};

/** What a trainer is given: the file as it comes, read, and one update. */
const train = async (file: Uint8Array, hash = 'dummy'): Promise<void> => {
  const dataset = importDataset(file, () => hash);
  const model = createDreamgraph({ rules: 2, operators: 2 }, like, 1, { hidden: 8, members: 2 });
  try {
    const trainer = new Trainer(model, dataset.episodes);
    await trainer.update();
    trainer.dispose();
  } finally {
    model.dispose();
  }
};

describe('training refuses', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('nothing that is sound', async () => {
    expect(await codeOf(() => train(exportDataset({ provenance, episodes: episodes() })))).toBe('accepted');
  });

  it('datasets with what is no number, cut off, empty, or of another list of rules', async () => {
    const sound = exportDataset({ provenance, episodes: episodes() });
    const [first] = episodes();
    if (first === undefined) throw new Error('no episode');
    const costs = first.costs.map((cost, i) => (i === 2 ? Number.NaN : cost));
    const states = first.states.map((state) => ({ ...state, nodes: state.nodes.map(() => Number.NaN) }));
    const cases = [
      exportDataset({ provenance, episodes: [{ ...first, costs }] }),
      exportDataset({ provenance, episodes: [{ ...first, states }] }),
      sound.subarray(0, sound.length - 9),
      new Uint8Array(),
      exportDataset({ provenance, episodes: [] }),
    ];
    for (const file of cases) expect(await codeOf(() => train(file))).toBe('DATASET_REJECTED');
    expect(await codeOf(() => train(sound, 'other'))).toBe('DATASET_REJECTED');
  });

  it('datasets without a step', async () => {
    const [first] = episodes();
    const [state] = first?.states ?? [];
    if (state === undefined || first === undefined) throw new Error('no state');
    const still = { ...first, states: [state], actions: [], costs: Float64Array.of(1) };
    expect(await codeOf(() => train(exportDataset({ provenance, episodes: [still] })))).toBe(
      'DATASET_REJECTED',
    );
  });
});

describe('a saved model', () => {
  it('is refused where it was trained on states that were described in another way', async () => {
    const narrow = { ...like, nodes: like.nodes.subarray(0, 12 * like.operators.length) };
    const model = createDreamgraph({ rules: 2, operators: 2 }, narrow, 1, { hidden: 8, members: 2 });
    const file = await saveModel(model, { rules: provenance.rules, provenance: {} });
    expect(await codeOf(() => loadModel(file, () => 'dummy'))).toBe('CHECKPOINT_REJECTED');
    model.dispose();
  });

  it('of either kind comes back and says the same; with another list of rules it is refused', async () => {
    for (const model of [
      createDreamgraph({ rules: 2, operators: 2 }, like, 1, { hidden: 8, members: 2 }),
      createRlflow({ rules: 2, operators: 2 }, like, 1, { units: 8, components: 2, samples: 1 }),
    ]) {
      const file = await saveModel(model, { rules: provenance.rules, provenance: { seed: 1 } });
      const { model: back } = loadModel(file, () => 'dummy');
      expect(back.config).toEqual(model.config);
      const [a, b] = [model, back].map((of) => of.encodeSync([like])[0]?.latent);
      expect(b).toEqual(a);
      expect(await codeOf(() => loadModel(file, () => 'other'))).toBe('CHECKPOINT_REJECTED');
      const longer = { rules: { length: 3, hash: 'dummy' }, provenance: {} };
      const boasting = await saveModel(model, longer);
      expect(await codeOf(() => loadModel(boasting, () => 'dummy'))).toBe('CHECKPOINT_REJECTED');
      model.dispose();
      back.dispose();
    }
  });
});
