import type { Comparison, RuntimeInfo } from '../../../bench';
import { CodedError } from '../../../core';
import type { Measured } from '../protocol';
import type { Step } from '../state';
import { halving } from './halving';
import { type Job, note } from './job';
import type { Lab } from './lab';

/** Seconds for one step. */
const secondsFor = (ms: number): number => Math.min(4, Math.max(1, ms * 0.06));

/**
 * Measures and checks steps of the trace one by one, those first that tell most of the curve, until as many as wanted have
 * their figure or the person stops it. A step that fails its check is marked so and reported.
 */
export async function measureSteps(job: Job, lab: Lab): Promise<void> {
  const { steps } = job.model;
  const start = performance.now();
  const before = job.prices.estimate(job.model.base);
  const perStep = secondsFor(before);
  const order = halving([before, ...steps.map(({ estimated }) => estimated?.ms ?? null)]).slice(
    0,
    job.params.measureSteps,
  );
  for (const [done, index] of order.entries()) {
    const step = steps[index];
    if (job.signal.aborted || step === undefined) return;
    const perOne = done === 0 ? perStep : (performance.now() - start) / 1000 / done;
    note(
      job,
      'steps',
      `Measuring step ${index + 1}, ${done} of ${order.length} done`,
      done,
      order.length,
      perOne * (order.length - done),
    );
    try {
      if (step.verified === null) {
        const { passed, told } = await lab.verify(step.graph);
        // Where nothing could be compared, nobody knows.
        if (told) step.verified = passed;
      }
      if (step.measured === null) step.measured = await measureStep(job, lab, step, perStep);
    } catch (thrown) {
      if (job.signal.aborted) return;
      // One step without a figure must not cost the others theirs; the list shows which has none.
      if (!(thrown instanceof CodedError)) throw thrown;
      note(job, 'steps', `Step ${index + 1} could not be measured: ${thrown.message}`, done, order.length);
    }
    job.emit.step(index);
  }
}

/** A figure needs a finite interval and a machine that holds still; where there was none it is tried once more, for longer. */
async function measureStep(job: Job, lab: Lab, step: Step, seconds: number): Promise<Measured> {
  let why = 'the machine was too busy for an interval';
  for (const limit of [seconds, 4 * seconds]) {
    const result = await lab.compare(step.graph, {
      seconds: limit,
      precision: 0.01,
      seed: job.params.seed,
      level: 'all',
      signal: job.signal,
      onProgress: null,
    });
    const figure = measuredOf(result);
    if (figure !== null) return figure;
    why = result.trouble?.message ?? why;
  }
  throw new CodedError('MACHINE_NOISY', why);
}

/**
 * A comparison as the figure of a step: the candidate's median, and the ratio that is free of drift; null where the
 * interval is not finite, or where the comparison itself says that it must not be believed.
 */
export function measuredOf(result: {
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly trouble: Comparison['trouble'];
  readonly a: { readonly medianMs: number };
  readonly b: { readonly medianMs: number; readonly p10Ms: number; readonly p90Ms: number };
  readonly info: Pick<RuntimeInfo, 'ep' | 'threads' | 'adapter'>;
}): Measured | null {
  const [low, high] = result.ci95;
  if (result.trouble !== null || !(low > 0 && Number.isFinite(high))) return null;
  return {
    ms: result.b.medianMs,
    low: result.a.medianMs / high,
    high: result.a.medianMs / low,
    ratio: result.ratio,
    ratioLow: low,
    ratioHigh: high,
    on: { ep: result.info.ep, threads: result.info.threads, adapter: result.info.adapter },
  };
}
