import { describe, expect, it } from 'vitest';
import { type AgentFile, readAgentFile, writeAgentFile } from './file';

const file: AgentFile = {
  seed: 3,
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
