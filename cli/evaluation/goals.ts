import { sampleEfficiency } from './efficiencyGoal';
import { evaluatedModels } from './models';
import { peerGoals } from './peerGoals';
import { imaginings, promises } from './promiseGoals';
import type { EvaluationReport, TableReport } from './report';
import type { EvaluationRow, SeedRow } from './rows';
import { notBehind, strictlyAhead } from './searchGoals';
import { geometricMean } from './statistics';
import { figure, type Verdict, verdict, verdictOver } from './verdict';

type Reports = readonly EvaluationReport[];

const tableRows = (reports: Reports): EvaluationRow[] =>
  reports.flatMap((report) => (report.suite === 'paper' || report.suite === 'wild' ? report.rows : []));

/** Every goal of the evaluation with what the reports say of it; `subject` is the search that the goals are about. */
export function verdictsOf(reports: Reports, subject: string): Verdict[] {
  const rows = tableRows(reports);
  const own = rows.filter(({ search }) => search === subject);
  return [
    ...speedGoals(own),
    ...checked(own),
    notBehind(rows, subject),
    strictlyAhead(rows, subject),
    sampleEfficiency(reports.find((r) => r.suite === 'efficiency') ?? null, subject),
    unseen(reports),
    promises(own),
    ...imaginings(own),
    // These two suites run what the page's button runs.
    ...(subject === 'auto' ? [...clicks(reports), ...peerGoals(reports)] : []),
  ];
}

/** Over ORT `all`, by model. */
const speedTargets: readonly (readonly [model: string, least: number])[] = [
  ['bert_mini', 1.2],
  ['vit_tiny', 1.05],
  ['vit_b_16', 1.05],
  ['bert_base', 1.05],
  ['densenet121', 1.05],
];
const convolutionalMean = 1.02;

function speedGoals(own: readonly EvaluationRow[]): Verdict[] {
  const single = speedTargets.map(([model, least]) => {
    const found = own.find((row) => row.model === model)?.speedup ?? null;
    return verdict(
      `${model} at least ${least.toFixed(2)} times as fast as ORT \`all\``,
      found && found.ratio >= least,
      found === null ? '' : figure(found),
    );
  });
  const wanted = evaluatedModels
    .filter((model) => model.class === 'convolutional' && model.name !== 'densenet121')
    .map(({ name }) => name);
  const others = own.filter((row) => wanted.includes(row.model) && row.returnedSpeedup !== null);
  const mean = geometricMean(others.map((row) => row.returnedSpeedup ?? 1));
  const listed = others.map((row) => `${row.model} ${(row.returnedSpeedup ?? 1).toFixed(3)}`).join(', ');
  return [
    ...single,
    verdictOver(
      `geometric mean of the other convolutional networks at least ${convolutionalMean}`,
      others.map(() => mean >= convolutionalMean),
      wanted.filter((name) => !others.some(({ model }) => model === name)),
      `${mean.toFixed(3)} of what came back on ${others.length}: ${listed}`,
      'models',
    ),
  ];
}

/** Rules are proved, and results are checked all the same: whether that was needed, and what it kept back. */
function checked(own: readonly EvaluationRow[]): Verdict[] {
  const runs = own.flatMap(({ model, perSeed }) =>
    perSeed.map((seed) => ({ ...seed, model, at: `${model} ${seed.seed}` })),
  );
  const isTold = ({ failedChecks, speedup }: SeedRow): boolean =>
    failedChecks !== undefined && speedup !== null;
  const told = runs.filter(isTold);
  const untold = runs.filter((run) => !isTold(run));
  const failed = told.filter(({ failedChecks = 0 }) => failedChecks > 0);
  const kept = runs.filter(
    ({ returned, graph, speedup }) => returned === 'original' && graph !== 'original' && speedup !== null,
  );
  const wrong = runs.filter(
    ({ returned, speedup, equivalent }) =>
      returned === 'rewritten' && ((speedup?.ci95[0] ?? 0) <= 1 || equivalent !== true),
  );
  const named = failed.length === 0 ? '' : ` (${failed.map(({ at }) => at).join(', ')})`;
  const back = runs.filter(({ returned }) => returned === 'rewritten').length;
  return [
    verdict(
      'what comes back rewritten computes what the original does, and is confirmed above 1.0; the original comes back else',
      runs.length === 0 ? null : wrong.length === 0,
      `${back} rewritten results, ${wrong.length} without; of ${runs.length} runs ${kept.length} had a fastest graph that was not confirmed, so that the original came back`,
    ),
    verdictOver(
      'no graph that a search hands on fails its check',
      told.map((seed) => !failed.includes(seed)),
      untold.map(({ at }) => at),
      `of ${told.length} runs ${failed.length} had graphs that failed it${named}`,
      'runs',
      [...new Set(untold.map(({ model }) => model))].join(', '),
    ),
  ];
}

function unseen(reports: Reports): Verdict {
  const report = reports.find((r): r is TableReport => r.suite === 'unseen');
  const models = report?.models.map(({ model }) => model) ?? [];
  const known = [...new Set([...models, ...Object.keys(report?.missing ?? {})])];
  const results = known.map((model) => {
    const of = (search: string) => report?.rows.find((row) => row.model === model && row.search === search);
    const [zero, trained] = [of('zero-shot')?.speedup, of('trained')?.speedup];
    if (!zero || !trained) return { model, share: null };
    const gained = trained.ratio - 1 > 2 * (of('trained')?.noise ?? 0);
    return { model, share: gained ? Math.log(zero.ratio) / Math.log(trained.ratio) : ('no gain' as const) };
  });
  const shares = results.flatMap(({ model, share }) => (typeof share === 'number' ? [{ model, share }] : []));
  return verdictOver(
    'unseen: zero-shot at least 90 % of the gain when trained on the model, where that is above twice the noise',
    shares.map(({ share }) => share >= 0.9),
    results.filter(({ share }) => share === null).map(({ model }) => model),
    shares.map(({ model, share }) => `${model}: ${(100 * share).toFixed(0)} %`).join('; '),
    'models',
  );
}

const clickTargets: Readonly<Record<string, number>> = { bert_base: 90, squeezenet1_1: 15 };

function clicks(reports: Reports): Verdict[] {
  const rows = reports.flatMap((report) => (report.suite === 'click' ? report.rows : []));
  return Object.entries(clickTargets).map(([model, limit]) => {
    const row = rows.find((r) => r.model === model);
    const goal = `${model} from click to verified, measured result in at most ${limit} s`;
    if (row === undefined) return verdict(goal, null, '');
    if (row.error !== null) return verdict(goal, false, `it failed: ${row.error}`);
    const took = `${row.seconds.toFixed(1)} s (${row.wallSeconds.toFixed(1)} s with starting the browser)`;
    return verdict(goal, row.seconds <= limit, took);
  });
}
