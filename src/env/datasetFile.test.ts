import { describe, expect, it } from 'vitest';
import { CodedError, createRandom } from '../core';
import { exportDataset, importDataset } from './datasetFile';
import { createDummyEnv } from './dummyEnv';
import type { Dataset, Episode } from './episode';
import { randomPolicy, recordEpisode } from './playRandomly';

const rules = { length: 2, hash: 'aaaa' };
const known = (length: number) => (length === 2 ? 'aaaa' : 'bbbb');

function dataset(): Dataset {
  const random = createRandom(3);
  const env = createDummyEnv(5);
  const episodes = Array.from({ length: 8 }, () =>
    recordEpisode(env, { model: 'dummy', policy: randomPolicy(), maxSteps: 12, random }),
  );
  const models = [{ name: 'dummy', sha256: '00', family: 'dummy' }];
  return {
    provenance: { models, provider: 'none', runtime: 'known', versions: {}, seed: 3, rules },
    episodes,
  };
}

const codeOf = (read: () => unknown): string => {
  try {
    read();
  } catch (thrown) {
    return thrown instanceof CodedError ? `${thrown.code} ${thrown.message}` : String(thrown);
  }
  return 'accepted';
};

describe('dataset files', () => {
  const data = dataset();
  const bytes = exportDataset(data);

  it('come back as they were', () => {
    expect(importDataset(bytes, known)).toEqual(data);
  });

  it('are refused when empty', () => {
    expect(codeOf(() => importDataset(new Uint8Array(), known))).toMatch(/^DATASET_REJECTED .*empty/);
    const none = exportDataset({ ...data, episodes: [] });
    expect(codeOf(() => importDataset(none, known))).toMatch(/^DATASET_REJECTED .*no episodes/);
  });

  it('are refused where states are described as by an earlier version, with what to do', () => {
    const older = bytes.slice();
    older[4] = 2;
    expect(codeOf(() => importDataset(older, known))).toMatch(
      /^DATASET_REJECTED .*version 2.*record it again/,
    );
  });

  it('are refused wherever they are cut, and when something follows', () => {
    for (let end = 1; end < bytes.length; end += 37)
      expect(codeOf(() => importDataset(bytes.subarray(0, end), known))).toMatch(/^DATASET_REJECTED/);
    expect(codeOf(() => importDataset(Uint8Array.of(...bytes, 0), known))).toMatch(/^DATASET_REJECTED/);
  });

  it('are refused for another list of rules, accepted for a longer one that begins the same', () => {
    expect(codeOf(() => importDataset(bytes, () => 'cccc'))).toMatch(/^DATASET_REJECTED .*rules/);
    expect(codeOf(() => importDataset(bytes, known))).toBe('accepted');
  });

  it('are refused with what is no number', () => {
    const [first] = data.episodes;
    const broken = (change: Partial<Episode>) =>
      exportDataset({ ...data, episodes: [{ ...(first as Episode), ...change }] });
    const costs = Float64Array.from(first?.costs ?? [], () => Number.NaN);
    expect(codeOf(() => importDataset(broken({ costs }), known))).toMatch(/^DATASET_REJECTED .*runtime/);
    const states = first?.states.map((state) => ({ ...state, nodes: state.nodes.map(() => Number.NaN) }));
    expect(codeOf(() => importDataset(broken({ states: states ?? [] }), known))).toMatch(
      /^DATASET_REJECTED .*number/,
    );
    const actions = first?.actions.map(({ rule }) => ({ rule, site: 7 }));
    const illegal = broken({ actions: actions ?? [] });
    if (first?.actions.length) expect(codeOf(() => importDataset(illegal, known))).toMatch(/not legal/);
  });
});

describe('random play', () => {
  it('stops with probability 0.2 and is the same for the same seed', () => {
    expect(dataset()).toEqual(dataset());
    const random = createRandom(1);
    const env = createDummyEnv(50);
    const lengths = Array.from(
      { length: 2000 },
      () => recordEpisode(env, { model: 'd', policy: randomPolicy(), maxSteps: 100, random }).actions.length,
    );
    const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
    expect(mean).toBeGreaterThan(3.7);
    expect(mean).toBeLessThan(4.3);
  });

  it('ends where nothing is legal', () => {
    const episode = recordEpisode(createDummyEnv(0), {
      model: 'd',
      policy: randomPolicy(),
      maxSteps: 5,
      random: createRandom(1),
    });
    expect(episode.end).toBe('nothing-legal');
    expect(episode.actions).toHaveLength(0);
  });
});
