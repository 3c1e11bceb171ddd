import { type AgentName, searchNamed } from '../../src/agent/registry';
import { CodedError } from '../../src/core';
import { type Graph, graphCost } from '../../src/graph';
import { ruleListHash, rules } from '../../src/transforms';
import { clockedPpo, evaluatedAgents, measurementsOf, mostMeasurements, standardSeeds } from './agents';
import { runClockedPpo } from './clockedPpo';
import { checkWinners, confirmWinners } from './confirming';
import { imagineTrace } from './imagining';
import { openLab } from './lab';
import { timeLeadersAgain } from './leaders';
import { ledgerOf, wayKey } from './ledger';
import { type Bench, measureRuns } from './measuring';
import { frozenPrices, scripted } from './pricing';
import { isResult, type MeasuringLimits, progressOf } from './progress';
import type { RecordFile, RunRecord } from './records';
import { hasTodaysRules, rulesRevision } from './revisions';
import { type FrozenPrices, runSearch } from './searching';
import { checkpointDigest, partsFrom, shippedFolder } from './trainedAgents';

export interface EvaluationSettings extends MeasuringLimits {
  /** Names of searches as the registry knows them; `NAME@FOLDER` takes the trained agent of another folder. */
  readonly agents: readonly string[];
  readonly seeds: readonly number[];
  /** Seconds of each search. */
  readonly seconds: number;
  readonly threads: number;
}

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
    for (const { agent, seed, folder, key } of open.filter((wanted) => wanted.agent !== clockedPpo)) {
      if (over()) return 'time';
      records.add({ ...(await searched(job, await priced(), agent, seed, folder, key)), rulesRevision });
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
    for (const { seed, key } of open.filter(({ agent }) => agent === clockedPpo)) {
      const run = over()
        ? null
        : await runClockedPpo(bench, seed, key, measurementsOf(clockedPpo, settings.measurements));
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

/** What is random runs with every seed, the rest with the first. */
function wantedRuns({ agents, seeds }: EvaluationSettings) {
  return agents.flatMap((agent) => {
    const [name = agent, folder = shippedFolder] = agent.split('@');
    const random = evaluatedAgents.find((known) => known.name === name)?.random ?? true;
    const own = random ? seeds : seeds.slice(0, 1);
    return own.map((seed) => ({ agent, seed, folder }));
  });
}

/** Counted up where the formula for operators that were not timed changes: searches see other prices then. */
const pricing = 4;

/** As reports name it. */
export const pricesVersion = String(pricing);

/** What a run depends on besides model, agent and seed; null where the agent's checkpoint is missing. */
export function settingsOf(
  agent: string,
  folder: string,
  { seconds, measurements }: Pick<EvaluationSettings, 'seconds' | 'measurements'>,
): string | null {
  const name = agent.split('@')[0] ?? agent;
  const dreamer = dreamerOf(name);
  const digest = dreamer === null ? null : checkpointDigest(dreamer, folder);
  if (dreamer !== null && digest === null && name !== 'auto') return null;
  const about = evaluatedAgents.find((known) => known.name === name)?.revision ?? 1;
  const revision = about > 1 ? `, revision ${about}` : '';
  // What it measures is what it learns from.
  const budget =
    name === clockedPpo && measurements !== mostMeasurements ? `, ${measurements} measurements` : '';
  return `${seconds} s, ${rules.length} rules ${ruleListHash().slice(0, 8)}, prices ${pricing}${digest === null ? '' : `, checkpoint ${digest}`}${revision}${budget}`;
}

/** Whose world model a search dreams in; null where it does not dream. */
function dreamerOf(name: string): AgentName | null {
  if (name === 'auto' || name === 'dreamgraph') return 'dreamgraph';
  return name === 'rlflow' ? name : null;
}

const findRun = (records: RecordFile, model: string, agent: string, seed: number, key: string) =>
  ledgerOf(records.all, model).runs.find(
    (run) => run.agent === agent && run.seed === seed && run.settings === key && hasTodaysRules(run),
  ) ?? null;

/** The runs that these settings ask for and the records hold, failed ones among them. */
export function recordedRuns(records: RecordFile, model: string, settings: EvaluationSettings): RunRecord[] {
  return wantedRuns(settings).flatMap(({ agent, seed, folder }) => {
    const key = settingsOf(agent, folder, settings);
    return key === null ? [] : (findRun(records, model, agent, seed, key) ?? []);
  });
}

async function searched(
  { model, base, settings, log }: ModelJob,
  prices: FrozenPrices,
  agent: string,
  seed: number,
  folder: string,
  key: string,
): Promise<RunRecord> {
  const name = agent.split('@')[0] ?? agent;
  const { seconds } = settings;
  try {
    const search = await searchNamed(name, partsFrom(folder));
    const job = { model, base, prices, agent, search, seed, seconds, limit: mostMeasurements, settings: key };
    const run = await runSearch(job);
    const [best] = run.offered;
    const gain = best === undefined ? 'nothing' : `×${(prices.estimate(base) / best.estimate).toFixed(3)}`;
    log(
      `${model}: ${agent} ${seed} found ${gain} by the estimate in ${run.seconds.toFixed(1)} s (${run.stopReason})`,
    );
    return run;
  } catch (thrown) {
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

export const defaultSettings: EvaluationSettings = {
  agents: evaluatedAgents.map(({ name }) => name),
  seeds: standardSeeds,
  seconds: 6,
  threads: 1,
  measurements: mostMeasurements,
  patience: 3,
};
