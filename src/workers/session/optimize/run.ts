import { experienced } from '../../../agent/loop/experienced';
import type { DreamCheck, StopReason } from '../../../agent/search';
import type { EquivalenceReport } from '../../../bench';
import { CodedError } from '../../../core';
import { type Equivalence, type Graph, structuralHash } from '../../../graph';
import type { Target } from '../../../transforms';
import type { OptimizeReport } from '../protocol';
import type { Step } from '../state';
import { agentOf } from './agents';
import { leastSeconds, worthAnother, worthWithout } from './another';
import { confirm } from './confirm';
import { experienceOf, learnFrom } from './experienceOf';
import { fastestFirst } from './fastestFirst';
import { type Candidate, type Found, findCandidates } from './findCandidates';
import { type Checked, firstEquivalent, playsAny } from './firstEquivalent';
import { freeingSeconds } from './freeing';
import { type Job, note } from './job';
import { keepTrace } from './keepTrace';
import { createLab, type Lab } from './lab';
import { type MeasuredCandidate, measureCandidates } from './measureCandidates';
import { reorder } from './reorder';
import { reportOf } from './report';
import { timeFor, timeForOperators } from './timeFor';
import { unlessLate } from './unlessLate';

export interface Optimized {
  readonly report: OptimizeReport;
  readonly lab: Lab;
}

/** How much of the time goes to searching, at most ten seconds. */
const share = { search: 0.35, searchAtMost: 10 };
/** How often a search may be made: again because a rule failed its check, or because of what was measured. */
const attempts = 3;
/** Seconds that the world model has at most for the steps before the confirmation, which wants a quiet machine; and after Stop. */
const imagining = { patient: 30, hurried: 1 };
const followsLater = 'The world model takes its time; what it says follows.';

/** Counts seconds from now on. */
function since(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

const nothingMeasured = (): CodedError =>
  new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');

/**
 * Search on estimates, measure the best, search once more on prices that the clock corrected if it contradicted them and time
 * is left, check the fastest, confirm it afresh. What fails its check never becomes the result: the rule that broke it is
 * found and banned, and the search goes on without it.
 * @throws CodedError when the original itself cannot be run, or nothing could be measured at all; the trace is then what it was.
 */
export async function optimize(job: Job): Promise<Optimized> {
  try {
    return await keepTrace(
      job.model,
      // One start of the engine for all of it: large weights would else be sent to another after each comparison.
      () => job.runtime.holding?.(() => replaceTrace(job)) ?? replaceTrace(job),
      () => job.emit.steps(),
    );
  } catch (thrown) {
    // Whatever it was that Stop ended, it is told in the same words.
    const isStop = thrown instanceof CodedError && thrown.code === 'STOPPED' && job.signal.aborted;
    throw isStop ? nothingMeasured() : thrown;
  }
}

async function replaceTrace(job: Job): Promise<Optimized> {
  const { model, params, signal } = job;
  const start = performance.now();
  note(job, 'loading-runtime', 'Starting onnxruntime-web');
  await job.runtime.info();
  note(job, 'loading-runtime', 'Waking the agent');
  const agent = await unlessLate(agentOf(params.agent), { seconds: Number.POSITIVE_INFINITY, signal }, () => {
    throw nothingMeasured();
  });
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
  const experience = experienceOf(model.base, params.target);
  const spent = (): number => (performance.now() - start) / 1000;
  /** Why no candidate became the result, as the last that was refused or failed its check has it. */
  let refused: string | null = null;
  let rejected: string | null = null;
  const verdicts = new Map<Graph, EquivalenceReport>();
  let measured: readonly MeasuredCandidate[] = [];
  let refined = false;
  let opened: Found['opened'] | null = null;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const searching = since();
    const time = attempt === 0 ? allowed : Math.max(leastSeconds, allowed - spent());
    const seconds = Math.min(share.searchAtMost, time * share.search);
    const found = await findCandidates({
      base: model.base,
      target,
      search: refined ? experienced(agent.search, experience) : agent.search,
      openings: agent.openings,
      ...(opened && { opened }),
      known: measured.map(({ candidate }) => candidate.steps),
      prices: job.prices,
      experience,
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
    opened = found.opened;
    const known = new Set(measured.map(({ candidate }) => structuralHash(candidate.graph)));
    const fresh = await measureCandidates({
      lab,
      base: model.base,
      candidates: found.candidates.filter(({ graph }) => !known.has(structuralHash(graph))),
      reorder: (left, known) => reorder(left, known, { base: model.base, prices: job.prices, experience }),
      free: async (candidate) => {
        const freed = await found.free(candidate, freeingSeconds);
        engineSteps += freed.engineSteps;
        return freed.candidate;
      },
      seconds: Math.max(attempt === 0 ? 2.5 : 1, allowed - spent()),
      ms,
      seed: params.seed,
      signal,
      onProgress: (message, done, total, left) => note(job, 'measuring', message, done, total, left),
      onRefused: ({ steps }, error) => {
        refused = `onnxruntime-web refused what was tried: ${error.message}`;
        note(job, 'measuring', `A candidate of ${steps.length} rewrites was refused: ${error.message}`);
      },
    });
    // The few rounds that Stop leaves know nothing of how sets of sessions differ.
    if (!signal.aborted) learnFrom(experience, model.base, fresh, job.prices);
    measured = fastestFirst([...measured, ...fresh]);
    if (signal.aborted && measured.length === 0) throw nothingMeasured();
    const inTime = (): boolean => attempt < attempts - 1 && spent() < allowed;
    const checked = await firstEquivalent({ job, lab, measured, verdicts, inTime });
    for (const rule of checked.culprits) banned.add(rule);
    if (checked.culprits.length > 0) opened = null;
    chosen = checked.chosen;
    rejected = checked.reason ?? rejected;
    measured = measured.filter(
      ({ candidate }) => verdicts.get(candidate.graph)?.passed ?? !playsAny(candidate, banned),
    );
    if (signal.aborted || !checked.told) break;
    if (worthWithout(checked.culprits, chosen !== null, allowed - spent())) continue;
    if (refined || !worthAnother(measured, experience, allowed - spent())) break;
    refined = true;
    note(job, 'searching', 'Searching again, on prices that the clock corrected');
  }
  model.steps.splice(0, model.steps.length, ...(chosen === null ? [] : stepsOf(chosen.candidate)));
  model.target = target;
  price(job);
  const patience = signal.aborted
    ? { seconds: imagining.hurried, signal: null }
    : { seconds: imagining.patient, signal };
  const unimagined = await unlessLate(job.imagine(), patience, () => followsLater);
  if (unimagined !== null) note(job, 'searching', `No imagined runtimes. ${unimagined}`);
  const confirmed = await confirm(job, lab, chosen?.candidate.graph ?? model.base, spent);
  job.prices.calibrate(model.base, confirmed.all.a.medianMs);
  job.rescale();
  price(job);
  const onWasm = chosen === null ? null : await heldAgainstWasm(job, lab, chosen.candidate.graph);
  const seconds = (performance.now() - start) / 1000;
  const report = reportOf({
    job,
    agent: agent.name,
    confirmed,
    equivalence: chosen?.equivalence ?? null,
    reason: chosen === null ? (rejected ?? refused) : null,
    onWasm,
    search: {
      seconds,
      realMeasurements: lab.measurements,
      engineSteps,
      imaginedSteps,
      stopReason: signal.aborted ? 'stopped' : stopReason,
      dream,
    },
  });
  return { report, lab };
}

/**
 * On WebGPU once at the end: the result there against the original on WASM. It is told and decides nothing, since a GPU
 * that computes otherwise does so with the original too.
 */
async function heldAgainstWasm(job: Job, lab: Lab, graph: Graph): Promise<Equivalence | null> {
  if (job.reference === null || job.signal.aborted) return null;
  note(job, 'verifying', 'Holding the result against the original on WASM');
  const reference = job.reference();
  // Whoever stops the session's own runtime knows nothing of this one.
  const end = (): void => void reference.dispose().catch(() => undefined);
  job.signal.addEventListener('abort', end, { once: true });
  try {
    const equivalence = await lab.verifyAgainst(reference, graph);
    if (equivalence.told !== false) return equivalence;
    const why = equivalence.worst?.reason ?? 'there is nothing to compare';
    note(job, 'verifying', `WASM could not say: ${why}`);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    note(job, 'verifying', `WASM could not say: ${thrown.message}`);
    return null;
  } finally {
    job.signal.removeEventListener('abort', end);
    await reference.dispose().catch(() => undefined);
  }
}

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
