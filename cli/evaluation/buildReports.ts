import packageFile from '../../package.json' with { type: 'json' };
import { describeMachine } from '../../perf/machine';
import { evaluatedAgents, measurementsOf, subjects } from './agents';
import { rulesVersion } from './carriedOver';
import { curveOf } from './efficiency';
import { ledgerOf } from './ledger';
import { type EvaluatedModel, evaluatedModels, type SuiteName } from './models';
import { isResult } from './progress';
import type { RecordFile } from './records';
import type { Conditions, EfficiencyReport, ReportedModel, TableReport } from './report';
import { measuring, rulesRevision } from './revisions';
import { rowsOf } from './rows';
import { checkpointDigest, shippedFolder } from './trainedAgents';
import { unseenAgents } from './unseen';
import { type EvaluationSettings, pricesVersion, recordedRuns, settingsOf } from './wantedRuns';

const today = (): string => new Date().toISOString().slice(0, 10);

/** The shipped agents, by eight digits each. */
const checkpoints = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (['dreamgraph', 'rlflow'] as const).flatMap((name) => {
      const digest = checkpointDigest(name);
      return digest === null ? [] : [[`agent ${name}`, digest]];
    }),
  );

/** What is counted up by hand, Optimize's revision apart. */
const revisions = (): Readonly<Record<string, string>> => ({
  rulesRevision: String(rulesRevision),
  pricing: pricesVersion,
  measuring: String(measuring),
  ...Object.fromEntries(
    evaluatedAgents.flatMap(({ name, revision }) =>
      revision === undefined || name === 'auto' ? [] : [[`search ${name}`, String(revision)]],
    ),
  ),
});

export function conditionsOf(settings: EvaluationSettings): Conditions {
  const machine = describeMachine();
  return {
    date: today(),
    machine,
    versions: {
      dreamgraph: packageFile.version,
      rules: rulesVersion(),
      Optimize: String(evaluatedAgents.find(({ name }) => name === 'auto')?.revision ?? 1),
      'onnxruntime-web': machine.onnxruntimeWeb,
      Node: machine.node,
      ...checkpoints(),
      ...revisions(),
    },
    seeds: settings.seeds,
    threads: settings.threads,
    searchSeconds: settings.seconds,
    measurements: settings.measurements,
    patience: settings.patience,
  };
}

/** A suite's table from what was recorded; models that were not finished are named. */
export function tableReport(
  suite: SuiteName,
  records: RecordFile,
  settings: EvaluationSettings,
): TableReport {
  const missing: Record<string, string> = {};
  for (const { name, label } of evaluatedAgents) {
    if (settings.agents.includes(name) && settingsOf(name, shippedFolder, settings) === null)
      missing[label] = 'no trained agent of this name comes with the project yet';
  }
  const parts: ReportedModel[] = [];
  for (const model of evaluatedModels.filter((m) => m.suite === suite)) {
    const part = reportedModel(model, records, settings, subjects);
    if (part === null) missing[model.name] = 'not measured yet';
    else parts.push(part);
  }
  return { suite, ...conditionsOf(settings), ...joined(parts), missing };
}

const joined = (parts: readonly ReportedModel[]) => ({
  models: parts.map(({ rows: _, ...rest }) => rest),
  rows: parts.flatMap(({ rows }) => rows),
});

/** Null while no search of the model is confirmed. */
function reportedModel(
  model: EvaluatedModel,
  records: RecordFile,
  settings: EvaluationSettings,
  compared: readonly string[],
  named: (agent: string) => string = (agent) => agent,
): ReportedModel | null {
  const ledger = ledgerOf(records.all, model.name);
  const runs = recordedRuns(records, model.name, settings).map((run) => ({
    ...run,
    agent: named(run.agent),
  }));
  const { bound, rows, taken } = rowsOf(model, ledger, runs, settings, compared);
  if (ledger.model === null || !rows.some(({ seeds, speedup }) => seeds.length > 0 && speedup !== null))
    return null;
  const { nodes, ms } = ledger.model;
  return {
    model: model.name,
    class: model.class,
    nodes,
    originalMs: ms,
    date: today(),
    cpu: describeMachine().cpu,
    bound,
    ...(taken && { taken }),
    rows,
  };
}

export function unseenReport(records: RecordFile, settings: EvaluationSettings): TableReport {
  const missing: Record<string, string> = {};
  const parts: ReportedModel[] = [];
  for (const model of evaluatedModels) {
    const { agents, missing: why } = unseenAgents(model.name);
    if (why !== null) missing[model.name] = why;
    if (agents.size === 0) continue;
    const own = { ...settings, agents: [...agents.values()] };
    const named = (agent: string) => [...agents].find(([, name]) => name === agent)?.[0] ?? agent;
    const part = reportedModel(model, records, own, [...agents.keys()], named);
    if (part === null) missing[model.name] ??= 'not measured yet';
    else parts.push(part);
  }
  return { suite: 'unseen', ...conditionsOf(settings), ...joined(parts), missing };
}

/** Curves of the models whose graphs were all measured: an unfinished one would say “never” too early. */
export function efficiencyReport(
  models: readonly string[],
  records: RecordFile,
  settings: EvaluationSettings,
): EfficiencyReport {
  const missing: Record<string, string> = {};
  const curves = models.flatMap((model) => {
    const ledger = ledgerOf(records.all, model);
    const runs = recordedRuns(records, model, settings);
    const curves = runs.map((run) => curveOf(model, run, ledger, settings.measurements));
    const whole = runs.every(
      ({ agent, offered }, i) =>
        curves[i]?.best.length === Math.min(offered.length, measurementsOf(agent, settings.measurements)),
    );
    if (runs.length === 0 || !whole) missing[model] = 'not measured yet';
    else if (!runs.every(isResult)) missing[model] = 'a search failed';
    if (model in missing) return [];
    return curves
      .map(({ best, ...rest }) => ({ ...rest, best: best.length === 0 ? [1] : best }))
      .map((curve) => ({ ...curve, best: curve.best.map((ratio) => Number(ratio.toFixed(4))) }));
  });
  return { suite: 'efficiency', ...conditionsOf(settings), curves, missing };
}
