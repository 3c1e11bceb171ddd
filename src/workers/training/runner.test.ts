import { expect, it, vi } from 'vitest';
import { CodedError } from '../../core';
import { NotFinite } from '../../worldmodel';
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

it('goes back to the last checkpoint where a loss is no number, and says that it did', async () => {
  let rebuilt = 0;
  const work: Work = {
    done: 3,
    total: 10,
    advance: () => Promise.reject(new NotFinite('the loss is not a number')),
    rest: async () => undefined,
    sayRest: () => undefined,
    begun: () => undefined,
    drop: () => undefined,
    rebuild: () => ++rebuilt,
  };
  const emit = vi.fn();
  const backend = { name: 'wasm', measured: {}, lost: new Promise<string>(() => undefined) } as const;
  const backends = { choose: async () => backend, next: async () => backend };
  const runner = new Runner({ backends, emit, work });
  await runner.start();
  await runner.step();
  expect(rebuilt).toBe(1);
  const message = 'the loss is not a number; training is back at its last checkpoint';
  expect(emit).toHaveBeenCalledWith('error', expect.objectContaining({ code: 'TRAINING_DIVERGED', message }));
  expect(runner.isPaused).toBe(true);
});

it('takes no failure for a lost training but numbers that are not finite, and says where it begins anew', async () => {
  const said: unknown[] = [];
  let rebuilt = 0;
  for (const failure of [new CodedError('DATASET_REJECTED', 'no step'), new NotFinite('no number')]) {
    const work: Work = {
      done: 0,
      total: 10,
      advance: () => Promise.reject(failure),
      rest: async () => undefined,
      sayRest: () => undefined,
      begun: () => undefined,
      drop: () => undefined,
      rebuild: () => {
        rebuilt++;
        return 0;
      },
    };
    const backend = { name: 'wasm', measured: {}, lost: new Promise<string>(() => undefined) } as const;
    const backends = { choose: async () => backend, next: async () => backend };
    const emit = (event: string, data: unknown) => {
      if (event === 'error') said.push((data as { message: string }).message);
    };
    const runner = new Runner({ backends, emit, work });
    await runner.start();
    await runner.step();
  }
  expect(said).toEqual(['no step', 'no number; training begins anew']);
  expect(rebuilt).toBe(1);
});

/** A runner over pieces that take a moment, and how many of them were under way at once. */
function paced(total: number, onRest: (runner: Runner) => void = () => undefined) {
  const seen = { done: 0, under: 0, most: 0 };
  const work: Work = {
    get done() {
      return seen.done;
    },
    total,
    advance: async () => {
      seen.most = Math.max(seen.most, ++seen.under);
      await new Promise((resolve) => setTimeout(resolve, 0));
      seen.under--;
      seen.done++;
      return true;
    },
    rest: async () => onRest(runner),
    sayRest: () => undefined,
    begun: () => undefined,
    drop: () => undefined,
    rebuild: () => 0,
  };
  const backend = { name: 'wasm', measured: {}, lost: new Promise<string>(() => undefined) } as const;
  const backends = { choose: async () => backend, next: async () => backend };
  const runner = new Runner({ backends, emit: () => undefined, work });
  return { runner, seen };
}

it('ends the piece under way for whoever pauses, and goes on after that where it was asked to meanwhile', async () => {
  const { runner, seen } = paced(4);
  runner.resume();
  const paused = runner.pause();
  runner.resume();
  await paused;
  expect(seen.done).toBe(1);
  await vi.waitFor(() => expect(seen).toMatchObject({ done: 4, most: 1 }));
});

it('does not go on where a later pause was the last word', async () => {
  const { runner, seen } = paced(4);
  runner.resume();
  const paused = runner.pause();
  runner.resume();
  await Promise.all([paused, runner.pause()]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen.done).toBe(1);
  expect(runner.isPaused).toBe(true);
});

it('goes on when it is asked to while it comes to rest', async () => {
  let rests = 0;
  const { runner, seen } = paced(4, (resting) => {
    if (++rests === 1) resting.resume();
  });
  runner.resume();
  await runner.pause();
  await vi.waitFor(() => expect(seen).toMatchObject({ done: 4, most: 1 }));
  await vi.waitFor(() => expect(runner.isPaused).toBe(true));
});
