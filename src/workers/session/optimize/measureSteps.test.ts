import { describe, expect, it } from 'vitest';
import type { Step } from '../state';
import type { Job } from './job';
import type { Lab } from './lab';
import { measuredOf, measureSteps } from './measureSteps';

const times = { medianMs: 10, p10Ms: 9, p90Ms: 12 };
const info = { ep: 'wasm', threads: 4, adapter: 'CPU' } as const;

describe('measuredOf', () => {
  it('turns the interval of the ratio into one of milliseconds', () => {
    const figure = measuredOf({
      ratio: 1.25,
      ci95: [1.2, 1.3],
      a: { medianMs: 12 },
      b: times,
      trouble: null,
      info,
    });
    expect(figure).toMatchObject({ ms: 10, low: 12 / 1.3, high: 10, ratio: 1.25, on: info });
  });

  it('gives no figure of a machine that was throttled or busy meanwhile', () => {
    const trouble = { code: 'MACHINE_NOISY', message: 'the machine’s speed changed 2.3-fold' } as const;
    const noisy = { ratio: 1.25, ci95: [1.2, 1.3] as const, a: { medianMs: 12 }, b: times, trouble, info };
    expect(measuredOf(noisy)).toBeNull();
    expect(measuredOf({ ...noisy, trouble: null })).not.toBeNull();
  });

  it('gives no figure without a finite interval', () => {
    for (const ci95 of [
      [0, 2],
      [0.5, Number.POSITIVE_INFINITY],
      [Number.NaN, Number.NaN],
    ] as const) {
      expect(measuredOf({ ratio: 1, ci95, a: { medianMs: 12 }, b: times, trouble: null, info })).toBeNull();
    }
  });
});

describe('measureSteps', () => {
  it('leaves a step without a figure where the machine was too noisy, says why, and goes on', async () => {
    const noise = { code: 'MACHINE_NOISY', message: 'the machine’s speed changed 2.3-fold' } as const;
    const troubles = [noise, noise, null];
    const step = { graph: {}, verified: true, measured: null, estimated: null };
    const steps = [{ ...step }, { ...step }] as unknown as Step[];
    const told: string[] = [];
    const job = {
      model: { steps, base: {} },
      params: { seed: 1, measureSteps: 64 },
      prices: { estimate: () => 10 },
      signal: new AbortController().signal,
      emit: { progress: ({ message }: { message: string }) => told.push(message), step: () => undefined },
    } as unknown as Job;
    const lab = {
      compare: async () => ({
        ratio: 1.2,
        ci95: [1.1, 1.3],
        a: { medianMs: 12 },
        b: times,
        info,
        trouble: troubles.shift() ?? null,
      }),
    } as unknown as Lab;
    await measureSteps(job, lab);
    expect(steps.map(({ measured }) => measured?.ratio ?? null)).toEqual([1.2, null]);
    expect(told).toContain(`Step 2 could not be measured: ${noise.message}`);
  });

  it('does not call a step wrong after which nothing can be compared', async () => {
    const step = { graph: {}, verified: null, measured: {}, estimated: null };
    const steps = [{ ...step }, { ...step }] as unknown as Step[];
    const verdicts = [
      { passed: false, told: false },
      { passed: false, told: true },
    ];
    const job = {
      model: { steps, base: {} },
      params: { seed: 1, measureSteps: 64 },
      prices: { estimate: () => 10 },
      signal: new AbortController().signal,
      emit: { progress: () => undefined, step: () => undefined },
    } as unknown as Job;
    await measureSteps(job, { verify: async () => verdicts.shift() } as unknown as Lab);
    // The last step comes first.
    expect(steps.map(({ verified }) => verified)).toEqual([false, null]);
  });
});
