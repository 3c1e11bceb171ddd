import { describe, expect, it } from 'vitest';
import { type AgentFile, readAgentFile, withoutClock, writeAgentFile } from './file';

const file: AgentFile = {
  seed: 3,
  base: 'a graph wasm',
  rounds: 6,
  games: [{ actions: [{ rule: 1, site: 0 }], clock: [[1, 0.8, 0.79, 0.81]] }],
  reports: [],
  promised: { gain: 0.2, steps: 4 },
  best: null,
  remark: null,
  world: Uint8Array.of(1, 2, 3),
  policy: Uint8Array.of(4, 5),
};

describe('the file of an agent', () => {
  it('gives back what it was given', () => {
    expect(readAgentFile(writeAgentFile(file))).toEqual(file);
  });

  it('of before, which does not say what it learned on, is read', () => {
    const { base: _, rounds: __, ...older } = file;
    expect(readAgentFile(writeAgentFile(older as AgentFile))).toEqual({ ...file, base: null, rounds: null });
  });

  it('can go on without what the clock said', () => {
    const measured = { ratio: 2, low: 1.9, high: 2.1 };
    const best = [{ round: 1, steps: 2, imagined: 0.6, estimated: 0.7, measured }];
    const bare = withoutClock({ ...file, best });
    expect(bare.games).toEqual([{ actions: file.games[0]?.actions, clock: [] }]);
    expect(bare.best).toEqual([{ ...best[0], measured: null }]);
    expect(bare.world).toBe(file.world);
  });

  it('is refused wherever it is cut off, and with anything after its end', () => {
    const bytes = writeAgentFile(file);
    const rejected = { code: 'CHECKPOINT_REJECTED' };
    for (let length = 0; length < bytes.length; length++)
      expect(() => readAgentFile(bytes.slice(0, length))).toThrow(expect.objectContaining(rejected));
    expect(() => readAgentFile(Uint8Array.of(...bytes, 0))).toThrow(expect.objectContaining(rejected));
  });

  it('is refused with figures that are none', () => {
    const wrong: unknown[] = [
      { ...file, seed: -1 },
      { ...file, base: 1 },
      { ...file, rounds: -1 },
      { ...file, games: [{ actions: [{ rule: 'x', site: 0 }], clock: [] }] },
      { ...file, games: [{ actions: [], clock: [[1, 2, 3]] }] },
      { ...file, reports: [{ round: 0 }] },
      { ...file, best: {} },
      { ...file, promised: 1 },
    ];
    for (const one of wrong)
      expect(() => readAgentFile(writeAgentFile(one as AgentFile))).toThrow(
        expect.objectContaining({ code: 'CHECKPOINT_REJECTED' }),
      );
  });
});
