import { expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import { Runner, type Work } from './runner';

it('says that it rests when a piece of work fails, after the reason', async () => {
  const said: string[] = [];
  const work: Work = {
    done: 0,
    total: 10,
    advance: () => Promise.reject(new CodedError('NOTHING_TO_REWRITE', 'nothing to do')),
    rest: async () => undefined,
    sayRest: (done) => said.push(`rests at ${done}`),
    begun: () => undefined,
    drop: () => undefined,
    rebuild: () => 0,
  };
  const backend = { name: 'wasm', measured: {}, lost: new Promise<string>(() => undefined) } as const;
  const emit = vi.fn((event: string, data: unknown) => {
    if (event === 'error') said.push((data as { code: string }).code);
  });
  const backends = { choose: async () => backend, next: async () => backend };
  const runner = new Runner({ backends, emit, work });
  await runner.start();
  await runner.step();
  expect(said).toEqual(['NOTHING_TO_REWRITE', 'rests at 0']);
  expect(emit).toHaveBeenLastCalledWith('state', { running: false, updates: 0 });
});
