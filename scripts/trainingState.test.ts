import { describe, expect, it } from 'vitest';
import type { Dataset } from '../src/env/episode';
import { changedArguments, hashOfPlay, trainingStatePath } from './trainingState';

const given = { '--kind': 'dreamgraph', '--updates': 6000, '--from': null, '--unseen': ['a', 'b'] };

describe('changedArguments', () => {
  it('finds none where a state comes back from its file', () => {
    expect(changedArguments(JSON.parse(JSON.stringify(given)), given)).toEqual([]);
  });

  it('names those that differ', () => {
    const now = { ...given, '--from': 'f', '--unseen': ['b'] };
    expect(changedArguments(given, now)).toEqual(['--from', '--unseen']);
  });

  it('trusts no state that does not say', () => {
    for (const nothing of [undefined, null, {}])
      expect(changedArguments(nothing, given)).toEqual(Object.keys(given));
  });
});

describe('hashOfPlay', () => {
  const played = (seed: number, cost: number): Dataset => ({
    provenance: {
      models: [],
      provider: 'wasm',
      runtime: 'estimated',
      versions: {},
      seed,
      rules: { length: 1, hash: '' },
    },
    episodes: [{ model: 'm', states: [], actions: [], costs: Float64Array.of(cost), end: 'stop' }],
  });

  it('is of seeds and of runtimes', () => {
    const hashes = [played(1, 2), played(1, 2), played(2, 2), played(1, 3)].map((play) => hashOfPlay([play]));
    expect(hashes[1]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('trainingStatePath', () => {
  it('tells outputs of one name apart, and stays in its folder', () => {
    const paths = ['public/models/m.dgck', './public/models/m.dgck', 'm.dgck', '../m.dgck'].map((out) =>
      trainingStatePath(out).replaceAll('\\', '/'),
    );
    expect(paths).toEqual([
      '.cache/training/public--models--m.dgck.state',
      '.cache/training/public--models--m.dgck.state',
      '.cache/training/m.dgck.state',
      '.cache/training/..--m.dgck.state',
    ]);
  });
});
