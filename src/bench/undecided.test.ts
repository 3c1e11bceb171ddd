import { describe, expect, it } from 'vitest';
import { CodedError, createRandom, type Random } from '../core';
import { type CompareProgress, compareModels } from './compareModels';
import type { ModelSource, Runtime, RuntimeInfo } from './runtime';

/**
 * A runtime whose clock is drawn: rounds are slower or faster as a whole (a tenth), each run by itself (5 %), each session for
 * as long as it lives (2 %); the candidate gains `gain` (a logarithm). It never waits, and says that a round took half a second.
 */
function drawnRuntime(random: Random, gain: number): Runtime {
  let opened = 0;
  const places = new Map<number, number>();
  const levelOf = (i: number, sessions: number): number => (i === sessions - 1 ? -gain : 0);
  return {
    info: async () => ({ ep: 'wasm' }) as RuntimeInfo,
    open: async () => {
      places.set(opened, 0.02 * random.normal());
      return opened++ as never;
    },
    place: async () => undefined,
    warmUp: async () => [160, 160, 160],
    compare: async (sessions, { rounds }) => {
      clock.now += 500 * rounds;
      return Array.from({ length: rounds }, () => {
        const whole = 0.1 * random.normal();
        return sessions.map((session, i) =>
          Math.exp(
            whole +
              (places.get(session as never) ?? 0) +
              0.05 * random.normal() +
              levelOf(i, sessions.length),
          ),
        );
      });
    },
    close: async () => undefined,
  } as Partial<Runtime> as Runtime;
}

const clock = { now: 0 };
const source: ModelSource = { bytes: new Uint8Array(1) };

async function winsOf(gain: number, undecidedSeconds: number, times = 80) {
  const random = createRandom(5);
  let wins = 0;
  let longer = 0;
  const realNow = performance.now;
  performance.now = () => clock.now;
  try {
    for (let seed = 0; seed < times; seed++) {
      let last: CompareProgress | null = null;
      const onProgress = (progress: CompareProgress): void => {
        last = progress;
      };
      const options = { seconds: 10, undecidedSeconds, precision: 0.0025, seed, onProgress };
      const { win } = await compareModels(drawnRuntime(random, gain), source, source, new Map(), options);
      wins += Number(win);
      longer += Number((last as CompareProgress | null)?.undecided ?? false);
    }
  } finally {
    performance.now = realNow;
  }
  return { wins: wins / times, longer: longer / times };
}

describe('a gain that is undecided when the time is over', () => {
  it('is confirmed more often with more time, on a machine where runs differ by a tenth', async () => {
    const usual = await winsOf(0.05, 0);
    const patient = await winsOf(0.05, 10);
    expect(usual.longer).toBe(0);
    expect(patient.longer).toBeGreaterThan(0.5);
    expect(patient.wins).toBeGreaterThan(2 * usual.wins);
  });

  it('is hardly ever made of nothing', async () => {
    const { wins, longer } = await winsOf(0, 10);
    expect(longer).toBeGreaterThan(0.1);
    expect(wins).toBeLessThan(0.02);
  });

  it('is not waited for where the candidate looks slower, or has won already', async () => {
    expect((await winsOf(-0.1, 10, 20)).longer).toBe(0);
    expect(await winsOf(0.5, 10, 20)).toEqual({ wins: 1, longer: 0 });
  });
});

describe('rounds', () => {
  it('begin once more in a fresh engine where memory is short in one that ran before', async () => {
    const failing = (times: number, starting: boolean) => {
      let left = times;
      const runtime = {
        ...drawnRuntime(createRandom(1), 0),
        starts: 1,
        open: async () => {
          if (starting) runtime.starts++;
          if (left-- > 0) throw new CodedError('RUNTIME_MEMORY', 'no room');
          return left as never;
        },
      };
      return runtime as unknown as Runtime;
    };
    const compared = async (times: number, starting = false) => {
      const realNow = performance.now;
      performance.now = () => clock.now;
      try {
        const options = { seconds: 5, seed: 1 };
        return await compareModels(failing(times, starting), source, source, new Map(), options);
      } finally {
        performance.now = realNow;
      }
    };
    expect((await compared(1)).rounds).toBeGreaterThan(3);
    await expect(compared(2)).rejects.toMatchObject({ code: 'RUNTIME_MEMORY' });
    await expect(compared(1, true)).rejects.toMatchObject({ code: 'RUNTIME_MEMORY' });
  });

  it('warm up as long as at first where the engine was replaced meanwhile', async () => {
    const longest = async (replaced: boolean): Promise<Set<number>> => {
      const limits: number[] = [];
      let held = 0;
      const runtime = {
        ...drawnRuntime(createRandom(1), 0),
        starts: 1,
        holding: async (work: () => Promise<unknown>) => {
          held++;
          return work();
        },
        warmUp: async (_: unknown, { maxMs }: { maxMs: number }) => {
          limits.push(maxMs);
          return [160];
        },
        close: async () => {
          if (replaced) runtime.starts++;
        },
      };
      const options = { seconds: 10, precision: 1e-6, seed: 1 };
      const realNow = performance.now;
      performance.now = () => clock.now;
      try {
        await compareModels(runtime as unknown as Runtime, source, source, new Map(), options);
      } finally {
        performance.now = realNow;
      }
      expect(held).toBe(1);
      return new Set(limits);
    };
    expect(await longest(false)).toEqual(new Set([5000, 50]));
    expect(await longest(true)).toEqual(new Set([5000]));
  });

  it('have as many runs of each model, however much faster one is, and several sets of sessions', async () => {
    const plans: (readonly number[])[] = [];
    let opened = 0;
    let warmed = 0;
    const runtime = {
      ...drawnRuntime(createRandom(1), 0),
      open: async () => opened++ as never,
      // The candidate, third of the three, is twice as fast.
      warmUp: async () => [warmed++ % 3 === 2 ? 1.5 : 3],
      compare: async (sessions: readonly unknown[], plan: { rounds: number; runs: readonly number[] }) => {
        plans.push(plan.runs);
        clock.now += 30 * plan.rounds;
        return Array.from({ length: plan.rounds }, () => sessions.map(() => 3));
      },
    } as Partial<Runtime> as Runtime;
    const realNow = performance.now;
    performance.now = () => clock.now;
    try {
      const { rounds } = await compareModels(runtime, source, source, new Map(), { seconds: 1, seed: 1 });
      expect(rounds).toBeGreaterThanOrEqual(16);
    } finally {
      performance.now = realNow;
    }
    expect(new Set(plans.flat())).toEqual(new Set([6]));
    expect(opened / 3).toBeGreaterThanOrEqual(4);
  });
});
