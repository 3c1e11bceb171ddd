import { standardAgent } from '../../src/agent/agentPlay';
import type { ImaginedWay } from '../../src/agent/imagineWays';
import { sampleEfficiency } from './efficiencyGoal';
import type { EvaluationReport, TableReport } from './report';
import type { EvaluationRow, SeedRow } from './rows';
import { chanceOf, geometricMean, holm, type RatioInterval, standing } from './statistics';
import { figure, type Verdict, verdict } from './verdict';

type Reports = readonly EvaluationReport[];

const tableRows = (reports: Reports): EvaluationRow[] =>
  reports.flatMap((report) => (report.suite === 'paper' || report.suite === 'wild' ? report.rows : []));

/** Every goal of the evaluation with what the reports say of it; `subject` is the search that the goals are about. */
export function verdictsOf(reports: Reports, subject: string): Verdict[] {
  const rows = tableRows(reports);
  const own = rows.filter(({ search }) => search === subject);
  return [
    ...speedGoals(own),
    notBehind(rows, subject),
    strictlyAhead(rows, subject),
    sampleEfficiency(reports.find((r) => r.suite === 'efficiency') ?? null, subject),
    unseen(reports),
    promises(own),
    ...imaginings(own),
    ...clicks(reports),
    ...peerGoals(reports),
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
  const others = own.filter(
    (row) => row.class === 'convolutional' && row.model !== 'densenet121' && row.returnedSpeedup !== null,
  );
  const mean = geometricMean(others.map((row) => row.returnedSpeedup ?? 1));
  const listed = others.map((row) => `${row.model} ${(row.returnedSpeedup ?? 1).toFixed(3)}`).join(', ');
  const rewritten = own.flatMap((row) =>
    row.perSeed.filter((seed) => seed.returned === 'rewritten').map((seed) => ({ row, seed })),
  );
  const unsound = rewritten.filter(
    ({ seed }) => (seed.speedup?.ci95[0] ?? 0) <= 1 || seed.equivalent !== true,
  );
  return [
    ...single,
    verdict(
      `geometric mean of the other convolutional networks at least ${convolutionalMean}`,
      others.length === 0 ? null : mean >= convolutionalMean,
      others.length === 0 ? '' : `${mean.toFixed(3)} of what came back on ${others.length}: ${listed}`,
    ),
    verdict(
      'whatever is returned as rewritten is confirmed above 1.0 and equivalent',
      own.length === 0 ? null : unsound.length === 0,
      `${rewritten.length} rewritten results, ${unsound.length} without`,
    ),
  ];
}

/** Of what comes back: where neither search's graphs were confirmed, both hand back the original. */
function notBehind(rows: readonly EvaluationRow[], subject: string): Verdict {
  const others = rows.filter((row) => row.search !== subject && row.against[subject] !== undefined);
  const rewrote = ({ perSeed }: EvaluationRow): boolean =>
    perSeed.some(({ returned }) => returned === 'rewritten');
  const rewritten = new Set(rows.filter(rewrote).map(({ model, search }) => `${model} ${search}`));
  const losses = others.filter(
    (row) =>
      standing(row.against[subject] ?? one) === 'behind' &&
      (rewrote(row) || rewritten.has(`${row.model} ${subject}`)),
  );
  const listed = losses.map(
    (row) => `${row.model} behind ${row.search}: ${figure(row.against[subject] ?? one)}`,
  );
  // The verdict is by each interval alone; how many that leaves to chance is told beside it.
  const remaining = holm(others.map(({ against }) => chanceOf(against[subject] ?? one)));
  const certain = losses.filter((row) => remaining[others.indexOf(row)] === true).length;
  const chance = `chance alone makes ${(0.025 * others.length).toFixed(1)}; by Holm’s correction for all of them ${certain}`;
  const details = listed.length > 0 ? ` (${chance}): ${listed.join('; ')}` : '';
  return verdict(
    'at the same real measurements not significantly behind any other search on any model',
    others.length === 0 ? null : losses.length === 0,
    `${others.length} comparisons, ${losses.length} significantly behind${details}`,
  );
}

const one: RatioInterval = { ratio: 1, ci95: [1, 1] };
const simpleSearches = ['greedy', 'backtracking'];

function strictlyAhead(rows: readonly EvaluationRow[], subject: string): Verdict {
  const pairs = rows.filter(
    (row) =>
      simpleSearches.includes(row.search) &&
      (row.class === 'one-token encoder' || row.class === 'planted valley') &&
      row.against[subject] !== undefined,
  );
  const ahead = pairs.filter((row) => standing(row.against[subject] ?? one) === 'ahead');
  const listed = pairs.map((row) => `${row.model} over ${row.search} ${figure(row.against[subject] ?? one)}`);
  return verdict(
    'strictly ahead of greedy and backtracking on the encoders that return one token and on the planted valley',
    pairs.length === 0 ? null : ahead.length === pairs.length,
    listed.join('; '),
  );
}

function unseen(reports: Reports): Verdict {
  const goal =
    'unseen: zero-shot at least 90 % of the gain when trained on the model, where that is above twice the noise';
  const report = reports.find((r): r is TableReport => r.suite === 'unseen');
  const models = [...new Set(report?.rows.map(({ model }) => model) ?? [])];
  const results = models.flatMap((model) => {
    const of = (search: string) => report?.rows.find((row) => row.model === model && row.search === search);
    const [zero, trained] = [of('zero-shot')?.speedup, of('trained')?.speedup];
    const noise = of('trained')?.noise ?? 0;
    if (!zero || !trained || trained.ratio - 1 <= 2 * noise) return [];
    return [{ model, share: Math.log(zero.ratio) / Math.log(trained.ratio) }];
  });
  return verdict(
    goal,
    results.length === 0 ? null : results.every(({ share }) => share >= 0.9),
    results.map(({ model, share }) => `${model}: ${(100 * share).toFixed(0)} %`).join('; '),
  );
}

/** Within 0.02, or a tenth of what was dreamed where that is more. */
const isNear = (dreamed: number, real: number): boolean =>
  Math.abs(real - dreamed) <= Math.max(0.02, 0.1 * Math.abs(dreamed));

interface Dreamed {
  readonly at: string;
  readonly dreamed: number;
  readonly real: number;
}

/** How many came true, and the first that did not. */
function heldAgainst(checks: readonly Dreamed[], silent: number, without: string): string {
  const off = checks.filter(({ dreamed, real }) => !isNear(dreamed, real));
  const listed = off
    .slice(0, 8)
    .map(({ at, dreamed, real }) => `${at}: dreamed ${dreamed.toFixed(3)}, real ${real.toFixed(3)}`);
  const others = silent > 0 ? `; ${silent} ${without}` : '';
  const wrong = listed.length > 0 ? `; off: ${listed.join('; ')}` : '';
  return `${checks.length - off.length} of ${checks.length}${others}${wrong}`;
}

/** A run that promised nothing neither kept nor broke a promise. */
function promises(own: readonly EvaluationRow[]): Verdict {
  const runs = own.flatMap((row) =>
    row.perSeed.map((seed) => ({ ...seed, at: `${row.model} ${seed.seed}` })),
  );
  const checks = runs.flatMap(({ dream, at }) => (dream === null ? [] : [{ ...dream, at }]));
  return verdict(
    'what the agent promised before it played, by the price within 0.02 or 10 % of the promise',
    checks.length === 0 ? null : checks.every(({ dreamed, real }) => isNear(dreamed, real)),
    heldAgainst(checks, runs.length - checks.length, 'runs promised nothing'),
  );
}

/** Two ways to imagine the trace of the fastest graph, each held against the price and against the clock. */
function imaginings(own: readonly EvaluationRow[]): Verdict[] {
  const found = own
    .flatMap((row) => row.perSeed.map((seed) => ({ ...seed, at: `${row.model} ${seed.seed}` })))
    .filter(({ steps }) => steps > 0);
  const judged = (what: string, wayOf: (seed: SeedRow) => ImaginedWay | null | undefined): Verdict[] => {
    const told = found.flatMap((seed) => {
      const way = wayOf(seed);
      return way ? [{ at: seed.at, dreamed: way.expected, price: way.real, speedup: seed.speedup }] : [];
    });
    const held = (by: string, checks: readonly Dreamed[]): Verdict =>
      verdict(
        `${what}, by the ${by} within 0.02 or 10 %`,
        checks.length === 0 ? null : checks.every(({ dreamed, real }) => isNear(dreamed, real)),
        heldAgainst(checks, found.length - checks.length, 'were not imagined'),
      );
    return [
      held(
        'price',
        told.map(({ at, dreamed, price }) => ({ at, dreamed, real: price })),
      ),
      held(
        'clock',
        told.flatMap(({ at, dreamed, speedup }) =>
          speedup === null ? [] : [{ at, dreamed, real: Math.log(speedup.ratio) }],
        ),
      ),
    ];
  };
  return [
    ...judged(
      `the way to the fastest graph as the agent imagines it while it goes, ${standardAgent.commit} steps at a time`,
      ({ followed }) => followed,
    ),
    ...judged('the whole way to the fastest graph as the agent imagines it', ({ imagined }) => imagined),
  ];
}

const clickTargets: Readonly<Record<string, number>> = { bert_base: 90, squeezenet1_1: 15 };

function clicks(reports: Reports): Verdict[] {
  const rows = reports.flatMap((report) => (report.suite === 'click' ? report.rows : []));
  return Object.entries(clickTargets).map(([model, limit]) => {
    const row = rows.find((r) => r.model === model && r.error === null);
    return verdict(
      `${model} from click to verified, measured result in at most ${limit} s`,
      row === undefined ? null : row.seconds <= limit,
      row === undefined
        ? ''
        : `${row.seconds.toFixed(1)} s (${row.wallSeconds.toFixed(1)} s with starting the browser)`,
    );
  });
}

function peerGoals(reports: Reports): Verdict[] {
  const rows = reports.flatMap((report) => (report.suite === 'peers' ? report.rows : []));
  const models = [...new Set(rows.map(({ model }) => model))];
  const best = models.flatMap((model) => {
    const theirs = rows.filter(
      (row) => row.model === model && row.oursAgainst !== null && row.speedup !== null,
    );
    // The best peer is the one that we are least ahead of.
    const [hardest] = theirs.sort((a, b) => (a.oursAgainst?.ratio ?? 0) - (b.oursAgainst?.ratio ?? 0));
    return hardest === undefined ? [] : [{ ...hardest, against: hardest.oursAgainst ?? one }];
  });
  const encoders = best.filter((row) => row.class === 'one-token encoder');
  const others = best.filter((row) => row.class !== 'one-token encoder');
  const list = (some: typeof best): string =>
    some.map(({ model, tool, against }) => `${model} over ${tool} ${figure(against)}`).join('; ');
  const improvable = rows.filter((row) => row.improved !== null && (row.room ?? 1) > 1.01);
  const improved = improvable.filter((row) => standing(row.improved ?? one) === 'ahead');
  return [
    verdict(
      'ahead of the best peer on every encoder that returns one token',
      encoders.length === 0 ? null : encoders.every(({ against }) => standing(against) === 'ahead'),
      list(encoders),
    ),
    verdict(
      'not significantly behind the best peer elsewhere',
      others.length === 0 ? null : others.every(({ against }) => standing(against) !== 'behind'),
      list(others),
    ),
    verdict(
      "a peer's output taken as our start is improved wherever a bound says that it can be",
      improvable.length === 0 ? null : improved.length === improvable.length,
      `${improved.length} of ${improvable.length}: ${improvable.map((row) => `${row.model} after ${row.tool} ${figure(row.improved ?? one)}`).join('; ')}`,
    ),
  ];
}
