import { searchNamed } from '../../src/agent/registry';
import type { ObservedSearch } from '../../src/agent/search';
import { CodedError } from '../../src/core';
import { type Graph, graphCost } from '../../src/graph';
import { clockedPpo, measurementsOf, mostMeasurements } from './agents';
import { runClockedPpo } from './clockedPpo';
import { checkWinners, confirmWinners } from './confirming';
import { imagineTrace } from './imagining';
import { openLab } from './lab';
import { timeLeadersAgain } from './leaders';
import { ledgerOf, wayKey } from './ledger';
import { type Bench, isFatal, measureRuns } from './measuring';
import { runAsThePage } from './pageSearch';
import { frozenPrices, scripted } from './pricing';
import { isResult, type MeasuringLimits, progressOf } from './progress';
import type { RecordFile, RunRecord } from './records';
import { rulesRevision } from './revisions';
import { type FrozenPrices, runSearch, type SearchJob } from './searching';
import { partsFrom } from './trainedAgents';
import {
  asksTheClock,
  dreamerOf,
  type EvaluationSettings,
  findRun,
  nameOf,
  recordedRuns,
  settingsOf,
  type WantedRun,
  wantedRuns,
} from './wantedRuns';

export interface ModelJob {
  readonly model: string;
  readonly base: Graph;
  readonly settings: EvaluationSettings;
  readonly records: RecordFile;
  /** Where operator times are kept; null: nowhere. */
  readonly costs: string | null;
  /** Whether the searches' fastest graphs are checked and timed afresh, or only all graphs measured. */
  readonly confirm: boolean;
  readonly over: () => boolean;
  readonly log: (line: string) => void;
}

/** Searches, measures, checks and confirms on one model, as far as the time allows; what is recorded is not done again. */
export async function evaluateModel(job: ModelJob): Promise<'done' | 'time'> {
  const { model, base, settings, records, over, log } = job;
  const lab = await openLab(base, settings.threads);
  try {
    let prices: (FrozenPrices & { readonly ms: number }) | null = null;
    const priced = async () => {
      prices ??= await frozenPrices({
        runtime: lab.runtime,
        base,
        file: job.costs,
        seconds: settings.seconds,
      });
      return prices;
    };
    const open = wantedRuns(settings).flatMap((wanted) => {
      const key = settingsOf(wanted.agent, wanted.folder, settings);
      const known = key === null ? null : findRun(records, model, wanted.agent, wanted.seed, key);
      // One that failed is tried again: a backend that did not start may start in this sitting.
      return key === null || (known !== null && isResult(known)) ? [] : [{ ...wanted, key }];
    });
    for (const wanted of open.filter(({ agent }) => !asksTheClock(agent))) {
      if (over()) return 'time';
      const prices = await priced();
      const run = await searched(job, wanted, (search) => runSearch(searchJob(job, wanted, prices, search)));
      if (run !== null) records.add({ ...run, rulesRevision });
    }
    const known = ledgerOf(records.all, model).model;
    const ms = known?.ms ?? (await priced()).ms;
    if (known === null) {
      const macs = graphCost(base).macs;
      const recipeMacs = Math.min(macs, ...scripted(base).map((result) => result.macs));
      const { weightBytes } = lab;
      records.add({ kind: 'model', model, nodes: base.size, macs, weightBytes, ms, recipeMacs });
    }
    const bench: Bench = { lab, records, model, ms, over, log };
    for (const wanted of open.filter(({ agent }) => asksTheClock(agent))) {
      if (over()) return 'time';
      const run = await clocked(job, bench, wanted, priced);
      if (run === null) return 'time';
      records.add({ ...run, rulesRevision });
    }
    const runs = recordedRuns(records, model, settings);
    if (!job.confirm) {
      if (!(await measureRuns(bench, runs, settings))) return 'time';
      return (await timeLeadersAgain(bench, runs, settings)) ? 'done' : 'time';
    }
    const isSubject = ({ agent }: RunRecord) => agent === 'auto' || agent === 'dreamgraph';
    for (;;) {
      if (!(await measureRuns(bench, runs, settings))) return 'time';
      if (!(await checkWinners(bench, runs, settings))) return 'time';
      // A graph that failed its check, or cannot be made again, gives its place to one that may not have been measured yet.
      const ledger = ledgerOf(records.all, model);
      if (!runs.every((run) => settled(run, ledger, settings))) continue;
      const confirmed = await confirmWinners(bench, runs, settings, isSubject);
      if (confirmed === 'time') return 'time';
      if (confirmed === 'done') break;
    }
    await imagineBest(job, priced);
    return 'done';
  } finally {
    await lab.dispose().catch(() => undefined);
  }
}

const settled = (run: RunRecord, ledger: ReturnType<typeof ledgerOf>, limits: MeasuringLimits): boolean => {
  const { best, next } = progressOf(run, ledger, limits);
  return next.length === 0 && (best === null || ledger.equivalent.has(best.hash));
};

const searchJob = (
  { model, base, settings: { seconds } }: ModelJob,
  { agent, seed, key }: WantedRun,
  prices: FrozenPrices,
  search: ObservedSearch,
): SearchJob => ({
  model,
  base,
  prices,
  agent,
  search,
  seed,
  seconds,
  limit: mostMeasurements,
  settings: key,
});

/** A run of a search whose measurements are its own; null when the sitting ended before. */
async function clocked(
  job: ModelJob,
  bench: Bench,
  wanted: WantedRun,
  priced: () => Promise<FrozenPrices>,
): Promise<RunRecord | null> {
  const { agent, seed, key } = wanted;
  const limit = measurementsOf(agent, job.settings.measurements);
  if (agent === clockedPpo) return runClockedPpo(bench, seed, key, limit);
  const prices = await priced();
  return searched(job, wanted, (search) =>
    runAsThePage({ ...searchJob(job, wanted, prices, search), limit }, bench),
  );
}

/** A run of a search by its name, or why there is none. */
async function searched(
  { model, log }: ModelJob,
  { agent, seed, folder, key }: WantedRun,
  run: (search: ObservedSearch) => Promise<RunRecord | null>,
): Promise<RunRecord | null> {
  try {
    const found = await run(await searchNamed(nameOf(agent), partsFrom(folder)));
    if (found === null) return null;
    const { offered, seconds, stopReason } = found;
    log(
      `${model}: ${agent} ${seed} found ${offered.length} graphs in ${seconds.toFixed(1)} s (${stopReason})`,
    );
    return found;
  } catch (thrown) {
    if (isFatal(thrown)) throw thrown;
    if (!(thrown instanceof CodedError) && !(thrown instanceof Error)) throw thrown;
    log(`${model}: ${agent} ${seed} failed: ${thrown.message}`);
    const nothing = { seconds: 0, engineSteps: 0, imaginedSteps: 0, dream: null, offered: [] };
    const problems = [thrown.message];
    return { kind: 'run', model, agent, seed, settings: key, stopReason: 'error', problems, ...nothing };
  }
}

/**
 * Imagines the way to the fastest graph of each run that has a world model, where that was not done yet and there is time. What
 * was measured does not depend on it, so a failure is told and left to the next sitting.
 */
async function imagineBest(job: ModelJob, priced: () => Promise<FrozenPrices>): Promise<void> {
  const { model, base, settings, records, over, log } = job;
  const ledger = ledgerOf(records.all, model);
  for (const run of recordedRuns(records, model, settings)) {
    const { agent, seed, settings: key } = run;
    const { best } = progressOf(run, ledger, settings);
    if (best === null || ledger.ways.has(wayKey(run, best.hash))) continue;
    if (over()) return;
    const [name = agent, folder] = agent.split('@');
    const dreamer = dreamerOf(name);
    try {
      const parts = dreamer === null ? null : await partsFrom(folder).loadAgent(dreamer);
      if (parts === null) continue;
      const way = await imagineTrace(best.trace, base, await priced(), parts.imagination);
      if (way !== null)
        records.add({ kind: 'way', model, agent, seed, settings: key, hash: best.hash, ...way });
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      log(`${model}: the way of ${agent} ${seed} was not imagined: ${thrown.message}`);
    }
  }
}
