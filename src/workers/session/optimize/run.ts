import { experienced } from '../../../agent/loop/experienced';
import type { DreamCheck, StopReason } from '../../../agent/search';
import type { EquivalenceReport } from '../../../bench';
import { CodedError } from '../../../core';
import { type Equivalence, type Graph, structuralHash } from '../../../graph';
import { rules, type Target } from '../../../transforms';
import { despiteStop } from '../despiteStop';
import type { OptimizeReport } from '../protocol';
import type { Step } from '../state';
import { agentOf } from './agents';
import { leastSeconds, worthAnother } from './another';
import { confirm } from './confirm';
import { experienceOf, learnFrom } from './experienceOf';
import { fastestFirst } from './fastestFirst';
import { type Candidate, findCandidates } from './findCandidates';
import { type Job, note } from './job';
import { createLab, type Lab } from './lab';
import { type MeasuredCandidate, measureCandidates } from './measureCandidates';
import { reportOf } from './report';
import { timeFor, timeForOperators } from './timeFor';

export interface Optimized {
  readonly report: OptimizeReport;
  readonly lab: Lab;
}

/** How much of the time goes to searching, at most ten seconds. */
const share = { search: 0.35, searchAtMost: 10 };
/** How often a search may be made: again because a rule failed its check, or because of what was measured. */
const attempts = 3;

/** Counts seconds from now on. */
function since(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

/**
 * Search on estimates, measure the best, search once more on prices that the clock corrected if it contradicted them and time
 * is left, check the fastest, confirm it afresh. What fails its check never becomes the result: the rule that broke it is
 * found and banned, and the search goes on without it.
 * @throws CodedError when the original itself cannot be run, or nothing could be measured at all.
 */
export async function optimize(job: Job): Promise<Optimized> {
  const { model, params, signal } = job;
  const start = performance.now();
  note(job, 'loading-runtime', 'Starting onnxruntime-web');
  await job.runtime.info();
  note(job, 'loading-runtime', 'Waking the agent');
  const agent = await agentOf(params.agent);
  const lab = createLab({ ...job, seed: params.seed });
  const costing = since();
  const budget = timeForOperators({ seconds: params.seconds, nodes: model.base.size });
  note(job, 'costing', `Timing the operators of ${model.base.size} nodes`, 0, 0, budget);
  await job.prices.fill([model.base], budget, (done, total) => {
    const left = Math.max(0, Math.min(budget - costing(), (costing() / done) * (total - done)));
    note(job, 'costing', `Timing operators: ${done} of ${total} timings`, done, total, left);
  });
  job.emit.shares(model.base);
  const ms = job.prices.estimate(model.base);
  const allowed = timeFor({ seconds: params.seconds, nodes: model.base.size, ms });

  const target: Target = { provider: params.target.ep, standardOpsOnly: params.standardOps };
  const banned = new Set<string>();
  let engineSteps = 0;
  let imaginedSteps = 0;
  let dream: DreamCheck | null = null;
  let stopReason: StopReason = 'converged';
  let chosen: Checked | null = null;
  const experience = experienceOf(model.base);
  const spent = (): number => (performance.now() - start) / 1000;
  const passed = new Map<Graph, EquivalenceReport>();
  let measured: readonly MeasuredCandidate[] = [];
  let refined = false;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const searching = since();
    const time = attempt === 0 ? allowed : Math.max(leastSeconds, allowed - spent());
    const seconds = Math.min(share.searchAtMost, time * share.search);
    const found = await findCandidates({
      base: model.base,
      target,
      search: refined ? experienced(agent.search, experience) : agent.search,
      openings: agent.openings,
      known: measured.map(({ candidate }) => candidate.steps),
      prices: job.prices,
      seconds,
      seed: params.seed,
      signal,
      banned,
      onProgress: (message) => {
        const left = Math.max(0, seconds - searching());
        note(job, 'searching', message, seconds - left, seconds, left);
      },
    });
    engineSteps += found.engineSteps;
    imaginedSteps += found.imaginedSteps;
    dream ??= found.dream;
    for (const problem of found.problems) note(job, 'searching', `Survived: ${problem}`);
    stopReason = found.stopReason;
    const known = new Set(measured.map(({ candidate }) => structuralHash(candidate.graph)));
    const fresh = await measureCandidates({
      lab,
      base: model.base,
      candidates: found.candidates.filter(({ graph }) => !known.has(structuralHash(graph))),
      seconds: Math.max(attempt === 0 ? 2.5 : 1, allowed - spent()),
      ms,
      seed: params.seed,
      signal,
      onProgress: (message, done, total, left) => note(job, 'measuring', message, done, total, left),
      onRefused: ({ steps }, error) =>
        note(job, 'measuring', `A candidate of ${steps.length} rewrites was refused: ${error.message}`),
    });
    learnFrom(model.base, fresh, job.prices);
    measured = fastestFirst([...measured, ...fresh]);
    if (signal.aborted && measured.length === 0) {
      throw new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');
    }
    const checked = await firstEquivalent(job, lab, measured, passed);
    for (const rule of checked.culprits) banned.add(rule);
    chosen = checked.chosen;
    measured = measured.filter(
      ({ candidate }) => passed.has(candidate.graph) || !playsAny(candidate, banned),
    );
    if (signal.aborted) break;
    if (checked.culprits.length > 0 && chosen === null) continue;
    if (refined || !worthAnother(measured, experience, allowed - spent())) break;
    refined = true;
    note(job, 'searching', 'Searching again, on prices that the clock corrected');
  }
  model.steps.splice(0, model.steps.length, ...(chosen === null ? [] : stepsOf(chosen.candidate)));
  price(job);
  const unimagined = await job.imagine();
  if (unimagined !== null) note(job, 'searching', `No imagined runtimes. ${unimagined}`);
  const confirmed = await confirm(job, lab, chosen?.candidate.graph ?? model.base, spent);
  job.prices.calibrate(model.base, confirmed.all.a.medianMs);
  job.rescale();
  price(job);
  const onWasm = chosen === null ? null : await heldAgainstWasm(job, lab, chosen.candidate.graph);
  const seconds = (performance.now() - start) / 1000;
  const info = await job.runtime.info();
  const report = reportOf({
    job,
    agent: agent.name,
    confirmed,
    equivalence: chosen?.equivalence ?? null,
    onWasm,
    info,
    search: {
      seconds,
      realMeasurements: lab.measurements,
      engineSteps,
      imaginedSteps,
      stopReason,
      dream,
    },
  });
  return { report, lab };
}

interface Checked {
  readonly candidate: Candidate;
  readonly equivalence: EquivalenceReport;
}

/**
 * On WebGPU once at the end: the result there against the original on WASM. It is told and decides nothing, since a GPU
 * that computes otherwise does so with the original too.
 */
async function heldAgainstWasm(job: Job, lab: Lab, graph: Graph): Promise<Equivalence | null> {
  if (job.reference === null || job.signal.aborted) return null;
  note(job, 'verifying', 'Holding the result against the original on WASM');
  const reference = job.reference();
  try {
    return await lab.verifyAgainst(reference, graph);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    note(job, 'verifying', `WASM could not say: ${thrown.message}`);
    return null;
  } finally {
    await reference.dispose().catch(() => undefined);
  }
}

/** The fastest candidate whose outputs agree with the original's, and the rules that made faster ones fail. */
async function firstEquivalent(
  job: Job,
  lab: Lab,
  measured: readonly MeasuredCandidate[],
  /** What has been found equivalent before; grows. */
  passed: Map<Graph, EquivalenceReport>,
): Promise<{ readonly chosen: Checked | null; readonly culprits: readonly string[] }> {
  const culprits: string[] = [];
  for (const { candidate } of measured) {
    const known = passed.get(candidate.graph);
    if (known !== undefined) return { chosen: { candidate, equivalence: known }, culprits };
    note(job, 'verifying', `Checking that ${candidate.steps.length} rewrites compute the same`);
    try {
      // Stop ends a check at once; the best so far, which is the answer then, is still checked.
      const equivalence = await despiteStop(() => lab.verify(candidate.graph));
      if (equivalence.passed) {
        passed.set(candidate.graph, equivalence);
        return { chosen: { candidate, equivalence }, culprits };
      }
      // Which rule it was matters to another search alone.
      if (job.signal.aborted) {
        note(job, 'verifying', `Rejected: output ${equivalence.worst?.output ?? ''} changed`);
        continue;
      }
      const culprit = await firstWrongRule(lab, candidate);
      culprits.push(culprit);
      note(job, 'verifying', `Rejected: ${culprit} changed output ${equivalence.worst?.output ?? ''}`);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      note(job, 'verifying', `A candidate could not be checked: ${thrown.message}`);
    }
  }
  return { chosen: null, culprits };
}

/** The rule of the first step whose outputs differ, by bisection: once outputs differ, later steps keep the difference. */
async function firstWrongRule(lab: Lab, { steps }: Candidate): Promise<string> {
  let [good, bad] = [-1, steps.length - 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const step = steps[middle];
    if (step !== undefined && (await lab.verify(step.graph)).passed) good = middle;
    else bad = middle;
  }
  return rules[steps[bad]?.site.rule ?? -1]?.name ?? '';
}

const playsAny = ({ steps }: Candidate, banned: ReadonlySet<string>): boolean =>
  steps.some(({ site }) => banned.has(rules[site.rule]?.name ?? ''));

const stepsOf = ({ steps }: Candidate): Step[] =>
  steps.map((step) => ({ ...step, estimated: null, imagined: null, measured: null, verified: null }));

/** Gives every step its estimate on today's prices. */
function price({ model, prices, emit }: Job): void {
  const startMs = prices.estimate(model.base);
  for (const step of model.steps) {
    const ms = prices.estimate(step.graph);
    step.estimated = { ms, low: ms, high: ms };
    step.startMs = startMs;
  }
  emit.steps();
}
