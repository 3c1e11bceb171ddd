import { describe, expect, it } from 'vitest';
import type { OptimizeReport, StepView } from '../../workers/session/protocol';
import { agentsRun, areApart, ownRun, presentRun, rivalOfHand } from './rival';

const figure = (ms: number) => ({ ms, low: ms, high: ms });
const step = { step: 1, startMs: 10, imagined: null, estimated: figure(8), measured: null };
const run = (...steps: readonly Partial<StepView>[]) => ownRun(steps as StepView[]);

describe('a run to race against', () => {
  it('of one’s own goes by the clock, else by the dream, else by the estimate', () => {
    const measured = { ...figure(5), ratio: 1.5, ratioLow: 1.4, ratioHigh: 1.6 };
    expect(run()).toBeNull();
    expect(run(step)).toMatchObject({ who: 'you', ratio: 1.25, kind: 'estimated', rewrites: 1 });
    expect(run(step, { ...step, imagined: figure(5) })).toMatchObject({
      ratio: 2,
      kind: 'imagined',
      rewrites: 2,
    });
    const clock = run({ ...step, measured });
    expect(clock).toMatchObject({ ratio: 1.5, kind: 'measured', originalMs: 7.5 });
  });

  it('says nothing of what nobody knows', () => {
    const lost = { ms: 1, low: 1e-6, high: 1e6 };
    expect(run({ ...step, imagined: lost, estimated: null })).toMatchObject({ ratio: null });
    const { startMs: _, ...unpriced } = step;
    expect(run(unpriced)).toMatchObject({ ratio: null });
  });

  it('of the agent says whether the clock confirmed it', () => {
    const report = {
      speedup: { ratio: 1.1, ci95: [0.9, 1.3], noise: 0.1 },
      original: { medianMs: 12 },
      steps: [{}, {}],
      returned: 'original',
      trouble: null,
    } as unknown as OptimizeReport;
    expect(agentsRun(report)).toMatchObject({ kind: 'unconfirmed', rewrites: 2, originalMs: 12 });
    expect(agentsRun({ ...report, returned: 'rewritten' })).toMatchObject({ kind: 'measured', ratio: 1.1 });
    const trouble = { code: 'MACHINE_NOISY' } as OptimizeReport['trouble'];
    expect(agentsRun({ ...report, trouble })).toMatchObject({ ratio: null });
    const rival = agentsRun(report);
    expect(rivalOfHand({ result: report, rival: null })).toEqual(rival);
    expect(rivalOfHand({ result: null, rival })).toBe(rival);
    expect(rivalOfHand({ result: null, rival: run(step) })).toBeNull();
  });

  it('stands beside another only on the same target', () => {
    const on = { ep: 'wasm', threads: 2, adapter: 'CPU' } as const;
    const measured = { ...figure(5), ratio: 1.5, ratioLow: 1.4, ratioHigh: 1.6 };
    const report = {
      speedup: { ratio: 1.1, ci95: [1.05, 1.2], noise: 0.01 },
      original: { medianMs: 12 },
      steps: [{}],
      returned: 'rewritten',
      trouble: null,
      ep: 'wasm',
      threads: 1,
      device: 'CPU',
    } as unknown as OptimizeReport;
    const steps = [{ ...step, measured: { ...measured, on } }] as unknown as StepView[];
    const agent = agentsRun(report);
    const own = presentRun(agent, { steps, result: null });
    expect(own).toMatchObject({ who: 'you', on });
    expect(areApart(agent, own)).toBe(true);
    expect(areApart(agentsRun({ ...report, threads: 2 }), own)).toBe(false);
    expect(areApart(agent, run(step))).toBe(false);
    expect(presentRun(own ?? agent, { steps, result: null })).toBeNull();
    expect(presentRun(own ?? agent, { steps, result: report })).toEqual(agent);
  });
});
