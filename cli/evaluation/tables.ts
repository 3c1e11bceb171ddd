import { evaluatedAgents, labelOf } from './agents';
import { isResult } from './progress';
import type { ClickReport, PeersReport, ReportedModel, TableReport } from './report';
import type { EvaluationRow } from './rows';
import { figure } from './verdict';

/** A Markdown table; cells must not contain bars. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const orDash = <T>(value: T | null, show: (value: T) => string): string =>
  value === null ? '–' : show(value);
const percent = (x: number): string => `${(100 * x).toFixed(0)} %`;
/** Text as a cell of a table. */
export const bare = (text: string): string => text.replace(/\|/g, '/').replace(/\s+/g, ' ');

/** One row of a suite's table. */
function searchCells(row: EvaluationRow): string[] {
  const ownLevel = row.seeds.length === 0;
  const returned = row.perSeed.filter((seed) => seed.returned === 'rewritten').length;
  return [
    labelOf(row.search),
    orDash(row.speedup, figure),
    ownLevel ? '–' : `${returned} of ${row.perSeed.length}`,
    orDash(row.boundShare, percent),
    ownLevel ? '–' : row.realMeasurements.toFixed(0),
    ownLevel ? '–' : row.seconds.toFixed(1),
    ownLevel ? '–' : row.steps.toFixed(0),
    ownLevel ? '–' : orDash(row.equivalent, (yes) => (yes ? 'yes' : 'NO')),
    row.stopReasons.join(', ') || '–',
    bare(remarksOf(row).join('; ')),
  ];
}

const searchHead = [
  'search',
  'speed-up over ORT `all`',
  'returned rewritten',
  'of the bound',
  'real measurements',
  'seconds',
  'steps',
  'equivalent',
  'ended',
  'reason, where it gained less; problems',
];

/** Why it gained less, and what went wrong on the way. */
function remarksOf({ reason, perSeed }: EvaluationRow): string[] {
  const problems = perSeed.filter(isResult).flatMap((seed) => seed.problems ?? []);
  return [...(reason === null ? [] : [reason]), ...new Set(problems)];
}

/** Without exponents: "1590", "0.349". */
const milliseconds = (ms: number): string => `${Number(ms.toPrecision(3))} ms`;

/** Which searches there are, with which seeds. */
function extent(rows: readonly EvaluationRow[], suite: TableReport['suite']): string {
  const own = rows.filter(({ seeds, speedup }) => seeds.length > 0 && speedup !== null);
  const seeds = [...new Set(own.flatMap((row) => row.seeds))].sort((a, b) => a - b);
  const all = suite === 'unseen' ? '' : ` of ${evaluatedAgents.length}`;
  return `${own.length}${all} searches, seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`;
}

/** The machine's noise in the rounds that decide: one figure only where all rows are from the same. */
function noiseOf(rows: readonly EvaluationRow[], taken: ReportedModel['taken']): string[] {
  const noises = rows.flatMap(({ noise }) => noise ?? []);
  if (noises.length === 0) return [];
  const ends = [Math.min(...noises), Math.max(...noises)].map((noise) => (100 * noise).toFixed(1));
  const apart = taken !== undefined && taken.measurements > 1 ? ` in ${taken.measurements} measurements` : '';
  return [`A/A noise ${[...new Set(ends)].join(' to ')} %${apart}`];
}

/** A suite model by model. */
export function suiteTables(report: TableReport): string {
  const parts = report.models.map(({ model, nodes, originalMs, date, cpu, bound, taken }) => {
    const rows = report.rows.filter((row) => row.model === model);
    const on = taken?.on ?? null;
    const facts = [
      `${nodes} nodes`,
      taken === undefined
        ? orDash(originalMs, (ms) => `about ${milliseconds(ms)} by the estimate`)
        : milliseconds(taken.originalMs),
      bound.ratio > 1.002
        ? `arithmetic bound ×${bound.ratio.toFixed(3)} (${bound.from})`
        : 'no arithmetic to save is known',
      ...noiseOf(rows, taken),
      extent(rows, report.suite),
      ...(on === null && date === report.date && cpu === report.machine.cpu
        ? []
        : [`${on === null ? `written on ${date}` : `measured on ${on}`} (${cpu})`]),
    ];
    return `### ${model}\n${facts.join(', ')}.\n\n${table(searchHead, rows.map(searchCells))}`;
  });
  const missing = Object.entries(report.missing).map(([name, why]) => `- ${name}: ${why}`);
  return [...parts, ...(missing.length > 0 ? [`Not in this table:\n${missing.join('\n')}`] : [])].join(
    '\n\n',
  );
}

export function peersTable(report: PeersReport): string {
  const rows = report.rows.map((row) => [
    row.model,
    `${row.tool}${row.version === null ? '' : ` ${row.version}`}`,
    row.error === null ? orDash(row.speedup, figure) : bare(row.error),
    orDash(row.seconds, (s) => s.toFixed(1)),
    orDash(row.nodes, String),
    orDash(row.arithmetic, (x) => x.toFixed(3)),
    orDash(row.equivalent, (yes) => (yes ? 'yes' : 'NO')),
    orDash(row.oursAgainst, figure),
    orDash(row.improved, figure),
  ]);
  const missing = Object.entries(report.missing).map(([name, why]) => `- ${name}: ${why}`);
  return [
    table(
      [
        'model',
        'optimizer',
        'speed-up over ORT `all`',
        'its seconds',
        'nodes',
        'multiply-adds, original ÷ output',
        'equivalent',
        'ours over it',
        'its output as our start: gained',
      ],
      rows,
    ),
    ...(missing.length > 0 ? [`Not in this table:\n${missing.join('\n')}`] : []),
  ].join('\n\n');
}

export const clickTable = (report: ClickReport): string =>
  table(
    ['model', 'from Optimize to the measured result', 'with starting the browser', 'limit', 'returned'],
    report.rows.map((row) => [
      row.model,
      row.error === null ? `${row.seconds.toFixed(1)} s` : bare(row.error),
      `${row.wallSeconds.toFixed(1)} s`,
      `${row.limit} s`,
      row.returned,
    ]),
  );
