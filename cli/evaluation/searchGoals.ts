import { evaluatedAgents } from './agents';
import { evaluatedModels } from './models';
import type { EvaluationRow } from './rows';
import { chanceOf, holm, type RatioInterval, standing } from './statistics';
import { figure, type Verdict, verdictOver } from './verdict';

/** Another search beside the one that the goals are about, on one model. */
interface Pair {
  readonly model: string;
  readonly search: string;
  /** Its time ÷ ours. */
  readonly against: RatioInterval;
  /** Whether any of ours came back rewritten. */
  readonly rewrote: boolean;
  /** Whether different graphs come back: of one and the same, none is behind. */
  readonly differ: boolean;
}

function pairsOf(rows: readonly EvaluationRow[], subject: string): Pair[] {
  const rewritten = new Set(
    rows
      .filter(({ perSeed }) => perSeed.some(({ returned }) => returned === 'rewritten'))
      .map(({ model, search }) => `${model} ${search}`),
  );
  return rows.flatMap((row) => {
    const { model, search } = row;
    const against = row.against[subject];
    if (search === subject || against === undefined) return [];
    const rewrote = rewritten.has(`${model} ${subject}`);
    const [low, high] = against.ci95;
    const differ = (rewrote || rewritten.has(`${model} ${search}`)) && !(low === 1 && high === 1);
    return [{ model, search, against, rewrote, differ }];
  });
}

type PairName = Pick<Pair, 'model' | 'search'>;

const isAmong = (pairs: readonly PairName[], { model, search }: PairName): boolean =>
  pairs.some((pair) => pair.model === model && pair.search === search);

/** Searches with the models that they lack; those that lack the same together. */
function grouped(missing: readonly PairName[]): string {
  const models = new Map<string, string[]>();
  for (const { model, search } of missing) models.set(search, [...(models.get(search) ?? []), model]);
  const searches = new Map<string, string[]>();
  for (const [search, names] of models) {
    const many = names.length > evaluatedModels.length / 2;
    const list = many ? `${names.length} of ${evaluatedModels.length} models` : names.join(', ');
    searches.set(list, [...(searches.get(list) ?? []), search]);
  }
  return [...searches].map(([list, names]) => `${names.join(', ')} on ${list}`).join('; ');
}

export function notBehind(rows: readonly EvaluationRow[], subject: string): Verdict {
  const pairs = pairsOf(rows, subject);
  const different = pairs.filter(({ differ }) => differ);
  const losses = different.filter(({ against }) => standing(against) === 'behind');
  const listed = losses.map(
    ({ model, search, against }) =>
      `${model} behind ${search}: ${figure(against)}${against.apart === true ? ' (apart)' : ''}`,
  );
  // The verdict is by each interval alone; how many that leaves to chance is told beside it.
  const remaining = holm(different.map(({ against }) => chanceOf(against)));
  const certain = losses.filter((pair) => remaining[different.indexOf(pair)] === true).length;
  const chance = `chance alone makes ${(0.025 * different.length).toFixed(1)}; by Holm’s correction for all of them ${certain}`;
  const details = listed.length > 0 ? ` (${chance}): ${listed.join('; ')}` : '';
  const apart = pairs.filter(({ against }) => against.apart === true).length;
  const others = evaluatedAgents.filter(({ name }) => name !== subject);
  const missing = evaluatedModels
    .flatMap(({ name: model }) => others.map(({ name: search }) => ({ model, search })))
    .filter((one) => !isAmong(pairs, one));
  return verdictOver(
    'at the same real measurements not significantly behind any other search on any model',
    pairs.map((pair) => !losses.includes(pair)),
    missing.map(({ model, search }) => `${search} on ${model}`),
    `${pairs.length} comparisons, ${different.length} of them of different graphs${apart > 0 ? `, ${apart} measured apart` : ''}; ${losses.length} significantly behind${details}`,
    'pairs',
    grouped(missing),
  );
}

const simpleSearches = ['greedy', 'backtracking'];

export function strictlyAhead(rows: readonly EvaluationRow[], subject: string): Verdict {
  const wanted = evaluatedModels
    .filter((model) => model.class === 'one-token encoder' || model.class === 'planted valley')
    .flatMap(({ name: model }) => simpleSearches.map((search) => ({ model, search })));
  const pairs = pairsOf(rows, subject).filter((pair) => isAmong(wanted, pair));
  return verdictOver(
    'strictly ahead of greedy and backtracking on the encoders that return one token and on the planted valley',
    pairs.map(({ against, rewrote }) => rewrote && standing(against) === 'ahead'),
    wanted.filter((one) => !isAmong(pairs, one)).map(({ model, search }) => `${model} over ${search}`),
    pairs.map(({ model, search, against }) => `${model} over ${search} ${figure(against)}`).join('; '),
    'pairs',
  );
}
