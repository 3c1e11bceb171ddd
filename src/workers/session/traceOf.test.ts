import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { applySite, createMatcher, isRefusal, rules, type Target } from '../../transforms';
import { openModel } from './openModel';
import { stepsOf } from './optimize/report';
import type { MeasuredOn, OptimizeReport } from './protocol';
import type { OpenModel } from './state';
import { traceOf } from './traceOf';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
const figures = { estimated: null, imagined: null, measured: null, verified: null };

let model: OpenModel;
beforeAll(async () => {
  const bytes = readFileSync(new URL('../../../public/models/tiny_conv.onnx', import.meta.url));
  model = await openModel({
    files: [new File([bytes], 'm.onnx')],
    randomWeights: null,
    specialisation: null,
  });
  for (const site of createMatcher(rules, target).matchAll(model.base).all()) {
    const applied = applySite(rules, model.base, site, target);
    if (isRefusal(applied)) continue;
    model.steps.push({ site, graph: applied.graph, ...figures });
    break;
  }
});

/** The parts of a report that a trace is made of. */
const reportWith = (
  returned: OptimizeReport['returned'],
  ci95: readonly [number, number],
  trouble: OptimizeReport['trouble'] = null,
): OptimizeReport =>
  ({
    ep: 'wasm',
    device: 'CPU',
    threads: 1,
    versions: { 'onnxruntime-web': '1.30.0' },
    agent: 'greedy',
    seed: 1,
    returned,
    original: { medianMs: 10, runs: 9, level: 'all' },
    speedup: { ratio: 1.13, ci95, noise: 0.01 },
    trouble,
    steps: stepsOf({ model }),
  }) as unknown as OptimizeReport;

describe('the speed-up in a trace', () => {
  const speedupOf = (report: OptimizeReport) => traceOf(model, report, target, null, request).speedup;

  it('is a claim only where the rewritten model was returned for it', () => {
    expect(speedupOf(reportWith('rewritten', [1.05, 1.2]))).toEqual({
      ratio: 1.13,
      ci95: [1.05, 1.2],
      confirmed: true,
    });
    // A gain within the machine's noise, a failed check, an interval with 1 in it: the original was returned.
    expect(speedupOf(reportWith('original', [1.05, 1.2]))?.confirmed).toBe(false);
    expect(speedupOf(reportWith('original', [0.98, 1.24]))?.confirmed).toBe(false);
  });

  it('is not there where the figures must not be believed', () => {
    const trouble = { code: 'MACHINE_NOISY', message: '', advice: '', subject: null } as const;
    expect(speedupOf(reportWith('original', [1.05, 1.2], trouble))).toBeNull();
  });

  it('says which program made it', () => {
    const { versions } = traceOf(model, reportWith('rewritten', [1.05, 1.2]), target, null, request);
    expect(Object.keys(versions)).toEqual(['dreamgraph', 'onnxruntime-web']);
  });
});

describe('the figures of a trace', () => {
  const four = { ep: 'wasm', threads: 4, adapter: 'CPU' } as const;
  const tracedWith = (on: MeasuredOn, report: OptimizeReport | null = null) => {
    const [step] = model.steps;
    if (step === undefined) throw new Error('no step');
    const measured = { ms: 5, low: 4, high: 6, ratio: 2, ratioLow: 1.9, ratioHigh: 2.1, on };
    return traceOf({ ...model, steps: [{ ...step, measured }] }, report, target, null, request);
  };

  it('are told with the target that they were taken on, whatever is in use by now', () => {
    const trace = tracedWith(four);
    expect(trace).toMatchObject({ ep: 'wasm', threads: 4, device: 'CPU', originalMs: 10 });
    expect(trace.steps[0]?.measured?.relative).toBe(0.5);
  });

  it('are left out where they are of another target than the trace', () => {
    // The run had one thread.
    expect(tracedWith(four, reportWith('rewritten', [1.05, 1.2]))).toMatchObject({
      threads: 1,
      originalMs: 10,
      steps: [{ measured: null }],
    });
    // The rewrites are for WASM.
    expect(tracedWith({ ep: 'webgpu', threads: 1, adapter: 'an adapter' })).toMatchObject({
      ep: 'wasm',
      device: '',
      originalMs: null,
      steps: [{ measured: null }],
    });
  });
});

describe('what was predicted of a step', () => {
  const predicted = (report: OptimizeReport | null, imagined = { ms: 0.6, low: 0.5, high: 0.7 }) => {
    const [step] = model.steps;
    if (step === undefined) throw new Error('no step');
    const steps = [{ ...step, startMs: 0.8, estimated: { ms: 0.7, low: 0.7, high: 0.7 }, imagined }];
    return traceOf({ ...model, steps }, report, target, null, request).steps[0]?.predicted;
  };

  it('is a share of the original by the same prices where the clock said nothing', () => {
    expect(predicted(null)?.kind).toBe('imagined');
    expect(predicted(null)?.relative).toBeCloseTo(0.75);
    expect(predicted(null)?.halfWidth).toBeCloseTo(0.125);
  });

  it('is a share of the original as it was measured', () => {
    expect(predicted(reportWith('rewritten', [1.05, 1.2]))?.relative).toBeCloseTo(0.06);
  });

  it('is the estimate where a dream has lost its way, so that the link can be read again', () => {
    for (const [low, high] of [
      [0.01, 4000],
      [0, Number.POSITIVE_INFINITY],
      [900, 5000],
    ] as const) {
      const figure = predicted(null, { ms: 1, low, high });
      expect(figure?.kind, `${low} to ${high}`).toBe('estimated');
      expect(figure?.relative).toBeCloseTo(0.875);
    }
  });
});
