import type { AgentName } from '../../src/agent/registry';
import { ruleListHash, rules } from '../../src/transforms';
import { clockedPpo, evaluatedAgents, mostMeasurements, standardSeeds } from './agents';
import { ledgerOf } from './ledger';
import type { MeasuringLimits } from './progress';
import type { RecordFile, RunRecord } from './records';
import { hasTodaysRules } from './revisions';
import { checkpointDigest, shippedFolder } from './trainedAgents';

export interface EvaluationSettings extends MeasuringLimits {
  /** Names of searches as the registry knows them; `NAME@FOLDER` takes the trained agent of another folder. */
  readonly agents: readonly string[];
  readonly seeds: readonly number[];
  /** Seconds of each search. */
  readonly seconds: number;
  readonly threads: number;
}

export const defaultSettings: EvaluationSettings = {
  agents: evaluatedAgents.map(({ name }) => name),
  seeds: standardSeeds,
  seconds: 6,
  threads: 1,
  measurements: mostMeasurements,
  patience: 8,
};

/** A run that is asked for, by what it depends on. */
export interface WantedRun {
  readonly agent: string;
  readonly seed: number;
  readonly folder: string;
  /** As `settingsOf` has it. */
  readonly key: string;
}

/** Whether what a search measures decides where it goes on; the others are measured when all of them are done. */
export const asksTheClock = (agent: string): boolean => [clockedPpo, 'auto'].includes(nameOf(agent));

/** `NAME@FOLDER` is the search of this name. */
export const nameOf = (agent: string): string => agent.split('@')[0] ?? agent;

/** What is random runs with every seed, the rest with the first. */
export function wantedRuns({
  agents,
  seeds,
}: Pick<EvaluationSettings, 'agents' | 'seeds'>): Omit<WantedRun, 'key'>[] {
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
  const name = nameOf(agent);
  const dreamer = dreamerOf(name);
  const digest = dreamer === null ? null : checkpointDigest(dreamer, folder);
  if (dreamer !== null && digest === null && name !== 'auto') return null;
  const about = evaluatedAgents.find((known) => known.name === name)?.revision ?? 1;
  const revision = about > 1 ? `, revision ${about}` : '';
  // What it measures is what it learns from.
  const budget =
    asksTheClock(name) && measurements !== mostMeasurements ? `, ${measurements} measurements` : '';
  return `${seconds} s, ${rules.length} rules ${ruleListHash().slice(0, 8)}, prices ${pricing}${digest === null ? '' : `, checkpoint ${digest}`}${revision}${budget}`;
}

/** Whose world model a search dreams in; null where it does not dream. */
export function dreamerOf(name: string): AgentName | null {
  if (name === 'auto' || name === 'dreamgraph') return 'dreamgraph';
  return name === 'rlflow' ? name : null;
}

export const findRun = (records: RecordFile, model: string, agent: string, seed: number, key: string) =>
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
