import { clockedPpo, labelOf, measurementsOf, subjects } from './agents';
import { olderThan } from './carriedOver';
import { measurementsFor } from './efficiency';
import { verdictsOf } from './goals';
import type { Conditions, EfficiencyReport, EvaluationReport } from './report';
import { unnamedInReports } from './revisions';
import { bare, clickTable, peersTable, suiteTables, table } from './tables';

const titles: Readonly<Record<EvaluationReport['suite'], string>> = {
  paper: 'Suite `paper`: the models of RLFlow’s paper',
  wild: 'Suite `wild`: other models',
  unseen: 'Suite `unseen`: families that training never saw',
  peers: 'Suite `peers`: other optimizers',
  efficiency: 'Sample efficiency',
  click: 'From click to result',
};

/** docs/evaluation.md, from the reports beside it. */
export function evaluationPage(reports: readonly EvaluationReport[]): string {
  const parts = [
    `# Evaluation

Written by \`npm run eval -- --docs\` from the files in [docs/evaluation](evaluation); nothing here is typed by hand.

## How it is measured
- onnxruntime-web under Node on the WASM backend, with the kernels that the page uses. The baseline is the specialised
  original at ORT's level \`all\`; seeded random weights where a file has none.
- A speed-up is original ÷ graph from interleaved rounds (every graph once in each round, the original twice), with a
  95 % interval by bootstrap over rounds, no narrower than what sessions opened anew show. Searches of one model are timed
  in the same rounds as far as memory holds them side by side, so that they are compared with each other within rounds as well;
  others are measured *apart* and compared over the original. *Significantly* ahead or behind: the interval excludes 1.0.
  There are many comparisons, of which one in twenty may come out significant by chance. Where a goal names a number, the
  figure itself is held against it, not its interval.
- All searches get the same rules, the same time on the same frozen table of operator times, and at most the same number of
  real measurements. A search's graphs are measured in its own order until it has used them or several in a row were no
  faster than its best; a graph that several searches found is measured once. Its fastest graph that computes the same is
  then timed afresh: that is the figure. Seconds are of the search; the measuring is shared and not in them.
- Optimize asks the clock in between, as in the page: after 60 % of its time up to eight of its graphs are measured, four at
  once, and what the first ones show decides which come next; in what is left it searches again, on the clock's corrections where it
  contradicts prices, and eight more are measured. The page does so only then, and has up to ten seconds for each search.
- What is random runs with every seed that its model names; its figure is the geometric mean of the seeds. Its interval is that
  of the measurement, not of the draw of seeds.
- “Of the bound” is log(speed-up) ÷ log(bound). The bound counts multiply-adds alone: less memory traffic can exceed it.
- “Returned rewritten” says for how many seeds the interval cleared 1.0 and the ratio the machine's noise; otherwise the original
  comes back, and counts as 1.0 in the goal's geometric mean. Searches are compared by what comes back (with measuring 1, by their
  fastest graphs): where two both hand back the original, neither is behind.
- What the agent promised is its own word before it played, of several in one run that of the play that came out best; a run
  without one promised nothing. The *way* is the trace of the fastest graph, imagined afterwards by the world model: *while it
  goes* with a look at the real state as often as the agent takes one when it plays, the *whole* of it in one dream from the
  start. *Dreamed* is the world model's word, *expected* the same with each step believed as far as the steps before it came true.
  Steps of rules that the world model does not know are in neither.
- Runs of a graph in one round take at least 32 ms together.
- *measuring*, *rulesRevision*, *pricing* and the revisions of searches are counted up by hand where the way of measuring, what
  rules do, prices or a search changed. Older figures are carried over until they are measured again; “Measured with” names them.
- Peers are Python packages in an environment of their own (\`node scripts/peers/setup.mjs\`). They get the specialised original
  with its weights inside, their outputs are checked as ours are, and run in the same rounds as ours.
  Ours is what comes back: the original, where nothing was confirmed as faster before.

To repeat it on a machine with nothing else to do: \`npm run eval -- --suite paper,wild --minutes 30 --docs\`; the next sitting
goes on where one stopped (\`--help\` says the rest).`,
    goals(reports),
    ...reports.map((report) => `## ${titles[report.suite]}\n${conditions(report)}\n\n${content(report)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The goals for every search that they are about and that was run. */
function goals(reports: readonly EvaluationReport[]): string {
  const run = subjects.filter((subject) =>
    reports.some(
      (report) => 'rows' in report && report.rows.some((row) => 'search' in row && row.search === subject),
    ),
  );
  const sections = (run.length === 0 ? subjects.slice(0, 1) : run).map((subject) => {
    const rows = verdictsOf(reports, subject).map(({ goal, status, detail }) => [
      goal,
      status,
      bare(detail) || '–',
    ]);
    return `### ${labelOf(subject)}\n${table(['goal', 'verdict', 'figures'], rows)}`;
  });
  return `## Goals\nVerdicts go over all figures, those carried over from earlier versions among them: each suite names these.\n\n${sections.join('\n\n')}`;
}

function conditions(report: Conditions): string {
  const { date, machine, versions, threads, searchSeconds, measurements, patience } = report;
  const labels = Object.entries(report.before ?? {}).map(
    ([model, then]) => [model, olderThan(report, then)] as const,
  );
  const lists = [...new Set(labels.map(([, label]) => label))].map((label) => {
    const models = labels.flatMap(([model, own]) => (own === label ? [model] : []));
    return ` Measured with ${label}: ${models.join(', ')}.`;
  });
  const untold = Object.entries(unnamedInReports).filter(([name]) => !(name in versions));
  const listed = [...Object.entries(versions), ...untold].map(([name, version]) => `${name} ${version}`);
  return `Written on ${date}; ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, no GPU, ${machine.os}; ${listed.join(', ')}; ${threads} thread${threads === 1 ? '' : 's'}; ${searchSeconds} s for each search; at most ${measurements} real measurements each, ${patience} in a row without a gain end it.${lists.join('')}`;
}

function content(report: EvaluationReport): string {
  switch (report.suite) {
    case 'paper':
    case 'wild':
    case 'unseen':
      return suiteTables(report);
    case 'peers':
      return peersTable(report);
    case 'click':
      return clickTable(report);
    case 'efficiency':
      return efficiency(report);
  }
}

function efficiency({ curves, measurements, missing = {} }: EfficiencyReport): string {
  const models = [...new Set(curves.map(({ model }) => model))];
  const searches = [...new Set(curves.map(({ search }) => search))];
  const rows = models.map((model) => {
    const own = curves.filter((curve) => curve.model === model);
    const known = Math.max(1, ...own.flatMap(({ best }) => best));
    const cells = searches.map((search) => {
      const count = measurementsFor(own, search, known);
      return count === undefined ? '–' : count === null ? 'never' : String(count);
    });
    const seeds = [...new Set(own.map(({ seed }) => seed))].sort((a, b) => a - b);
    return [model, seeds.join(', '), `×${known.toFixed(3)}`, ...cells];
  });
  const left = Object.entries(missing).map(([name, why]) => `- ${name}: ${why}`);
  const head = ['model', 'seeds', 'best known', ...searches.map(labelOf)];
  return `![Best speed-up against the number of real measurements](evaluation/efficiency.svg)

The best ratio measured so far, of graphs whose outputs are not checked for this. Graphs that lead by their ranking are timed
afresh until the fastest of all is known by a figure that did not choose it. Where PPO learns on the estimate, as all other
searches do, its measurements only choose among what it has found. Where it learns on the clock it sees no estimate: every
graph at the end of one of its episodes is measured, at most ${measurementsOf(clockedPpo, measurements)}, and its reward is what that says; where it has converged it
begins again from nothing.
Measurements (of at most ${measurements} for the others) until a search has 95 % of the best known gain, median over its seeds:

${table(head, rows)}${left.length > 0 ? `\n\nNot in this table:\n${left.join('\n')}` : ''}`;
}
