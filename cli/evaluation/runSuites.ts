import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { peersReady, setupPeers } from '../../scripts/peers/setup.mjs';
import { clockedPpo } from './agents';
import { conditionsOf, efficiencyReport, tableReport, unseenReport } from './buildReports';
import { isSomething, withEarlier } from './carriedOver';
import { clickLimits, clickRow } from './click';
import { efficiencyPlot } from './efficiencyPlot';
import type { EvalOptions, Suite } from './evalOptions';
import { efficiencyModels, evaluatedModels, peersModels } from './models';
import { evaluationPage } from './page';
import { peersReport } from './peersReport';
import { openRecords } from './records';
import type { ClickRow, EvaluationReport } from './report';
import { filesOf, runChild } from './sitting';
import { unseenAgents } from './unseen';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const order: readonly EvaluationReport['suite'][] = [
  'paper',
  'wild',
  'unseen',
  'peers',
  'efficiency',
  'click',
];

/** Measures what the options ask for, as far as the sitting reaches; the reports of all suites that there is anything of. */
export async function runSuites(options: EvalOptions): Promise<readonly EvaluationReport[]> {
  const { records, costsOf } = filesOf(options.cache, options.settings.threads);
  mkdirSync(path.dirname(records), { recursive: true });
  const deadline = options.minutes === null ? null : Date.now() + options.minutes * 60_000;
  const over = () => deadline !== null && Date.now() > deadline;
  const clicks: ClickRow[] = [];
  let skipped: string | null = null;
  for (const { suite, model } of workOf(options)) {
    if (over()) break;
    const job = { model, deadline, records, costs: costsOf(model) };
    const { settings } = options;
    if (suite === 'click') clicks.push(...[await clickRow(model)].filter((row) => row !== null));
    else if (suite === 'peers') {
      skipped ??= peersReady() ? null : setupPeers();
      if (skipped === null) await runChild({ ...job, settings, kind: options.prepare ? 'prepare' : 'peers' });
    } else if (suite === 'unseen') {
      const agents = [...unseenAgents(model).agents.values()];
      if (agents.length > 0) await runChild({ ...job, settings: { ...settings, agents }, kind: 'searches' });
    } else if (suite === 'efficiency') {
      await runChild({ ...job, settings: withoutPatience(options), kind: 'curves' });
    } else await runChild({ ...job, settings, kind: 'searches' });
  }
  if (skipped !== null) console.error(`peers skipped: ${skipped}`);
  return reportsOf(options, records, clicks, skipped);
}

/**
 * Every measurement of a search is wanted where their number is the question; PPO is then also played without an estimate,
 * which costs it more of them.
 */
const withoutPatience = ({ settings }: EvalOptions) => ({
  ...settings,
  agents: [
    ...new Set(
      settings.agents.flatMap((agent) => (agent === 'model-free-ppo' ? [agent, clockedPpo] : [agent])),
    ),
  ],
  patience: settings.measurements,
});

/** Suites and models in the order in which they are done: of `--models` where given, else suite by suite. */
export function workOf({
  suites,
  models,
}: Pick<EvalOptions, 'suites' | 'models'>): { suite: Suite; model: string }[] {
  const inSuite = (suite: Suite): readonly string[] => {
    switch (suite) {
      case 'paper':
      case 'wild':
        return evaluatedModels.filter((model) => model.suite === suite).map(({ name }) => name);
      case 'efficiency':
        return efficiencyModels;
      case 'peers':
        return models ?? peersModels;
      case 'unseen':
        return evaluatedModels.map(({ name }) => name).filter((name) => unseenAgents(name).agents.size > 0);
      case 'click':
        return Object.keys(clickLimits);
      default:
        return [];
    }
  };
  const all = suites.flatMap((suite) => inSuite(suite).map((model) => ({ suite, model })));
  if (models === null) return all;
  return models.flatMap((model) => all.filter((item) => item.model === model));
}

function reportsOf(
  options: EvalOptions,
  recordsFile: string,
  clicks: readonly ClickRow[],
  skipped: string | null,
): readonly EvaluationReport[] {
  const records = openRecords(existsSync(recordsFile) ? recordsFile : null);
  const { settings } = options;
  const measured: EvaluationReport[] = [
    tableReport('paper', records, settings),
    tableReport('wild', records, settings),
    unseenReport(records, settings),
    peersReport(records, settings, skipped),
    efficiencyReport(plotted(options), records, withoutPatience(options)),
    { suite: 'click', ...conditionsOf(settings), rows: clicks },
  ];
  const reports = measured
    .map((report) => withEarlier(report, readReport(report.suite)))
    .filter(isSomething)
    .map(asWritten)
    .sort((a, b) => order.indexOf(a.suite) - order.indexOf(b.suite));
  if (options.docs) writeDocs(reports);
  return reports;
}

/** Other suites' models are no panels of the plot, even where all of their few graphs were measured. */
const plotted = ({ suites, models }: EvalOptions): readonly string[] =>
  suites.includes('efficiency') ? [...new Set([...efficiencyModels, ...(models ?? [])])] : efficiencyModels;

const fileOf = (suite: string): string => path.join(docs, 'evaluation', `${suite}.json`);

const readReport = (suite: string): EvaluationReport | null =>
  existsSync(fileOf(suite)) ? (JSON.parse(readFileSync(fileOf(suite), 'utf8')) as EvaluationReport) : null;

function writeDocs(reports: readonly EvaluationReport[]): void {
  mkdirSync(path.join(docs, 'evaluation'), { recursive: true });
  for (const report of reports) {
    writeFileSync(fileOf(report.suite), `${JSON.stringify(report, null, 1)}\n`);
    if (report.suite === 'efficiency')
      writeFileSync(
        path.join(docs, 'evaluation', 'efficiency.svg'),
        efficiencyPlot(report.curves, report.measurements),
      );
  }
  writeFileSync(path.join(docs, 'evaluation.md'), evaluationPage(reports));
}

/** The page, the verdicts and the next sitting have the same figures as the files. */
const asWritten = (report: EvaluationReport): EvaluationReport =>
  JSON.parse(JSON.stringify(report, rounded)) as EvaluationReport;

/** Five digits are more than any figure here means; JSON has no infinity. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(5)) : value;
