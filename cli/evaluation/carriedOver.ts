import { ruleListHash, rules } from '../../src/transforms';
import { evaluatedModels } from './models';
import type { Conditions, EvaluationReport } from './report';

/**
 * Whether a list of rules, as reports name it, is today's or its beginning: rules are only added at the end, and a model that
 * was measured before is told apart (`before`).
 */
function isBeginning(list: string | undefined): boolean {
  const count = Number(list?.split(' ')[0]);
  return count <= rules.length && list === rulesVersion(count);
}

/** Today's list of rules up to a count, as reports name it. */
export const rulesVersion = (count = rules.length): string =>
  `${count} (${ruleListHash(rules, count).slice(0, 8)})`;

/**
 * Whether an earlier report may stand in today's: same versions, checkpoints, settings and cores; seeds are in the rows. A
 * table of suites may hold models of several processors, since all that is said of a model comes from one of them, and it
 * says which.
 */
function comparable(a: Conditions & Pick<EvaluationReport, 'suite'>, b: Conditions): boolean {
  const known = a.versions.rules === rulesVersion() && isBeginning(b.versions.rules);
  const tells = ['paper', 'wild', 'unseen'].includes(a.suite);
  const about = ({ machine, versions, threads, searchSeconds, measurements, patience }: Conditions) =>
    JSON.stringify([
      [machine.cores, tells ? '' : machine.cpu],
      Object.entries(versions)
        .filter(([name]) => name !== 'Optimize' && !(known && name === 'rules'))
        .sort(([x], [y]) => x.localeCompare(y)),
      [threads, searchSeconds, measurements, patience],
    ]);
  return about(a) === about(b);
}

/**
 * A report together with those models of an earlier one that it does not have: what was measured is kept in a folder that a
 * new checkout lacks, and reports are what is committed. Nothing is carried over from other versions, checkpoints or settings.
 * A model that both have is taken from the later, unless fewer searches or seeds of it were measured there (as for another
 * suite).
 */
export function withEarlier<R extends EvaluationReport>(later: R, earlier: EvaluationReport | null): R {
  if (earlier === null || earlier.suite !== later.suite || !comparable(later, earlier)) return later;
  const now = withoutPartial(later, earlier);
  // Both are of the suite, and so of the same shape.
  const before = earlier as R;
  if ('curves' in now && 'curves' in before) {
    const curves = merged(now.curves, before.curves, (curve) => curve.model);
    return { ...now, ...listsOf(now.curves, before, before.curves, now), curves };
  }
  if (now.suite === 'click' || !('rows' in now) || !('rows' in before)) return now;
  const lists = listsOf(now.rows, before, before.rows, now);
  const rows = merged<{ readonly model: string }>(now.rows, before.rows, (row) => row.model);
  if (!('models' in now) || !('models' in before)) return { ...now, ...lists, rows };
  const models = merged(now.models, before.models, ({ model }) => model);
  const has = new Set(models.map(({ model }) => model));
  const missing = Object.fromEntries(Object.entries(now.missing).filter(([name]) => !has.has(name)));
  return { ...now, ...lists, models, rows, missing };
}

/** Without the models of which the earlier table has more. */
function withoutPartial<R extends EvaluationReport>(later: R, earlier: EvaluationReport): R {
  if (later.suite === 'click' || !('rows' in later) || !('rows' in earlier)) return later;
  const rows: readonly Figured[] = later.rows;
  const partial = new Set(
    rows.flatMap(({ model }) =>
      figuresOf(rows, model) < figuresOf(earlier.rows as readonly Figured[], model) ? [model] : [],
    ),
  );
  const kept = { ...later, rows: rows.filter(({ model }) => !partial.has(model)) };
  if (!('models' in later)) return kept;
  return { ...kept, models: later.models.filter(({ model }) => !partial.has(model)) };
}

/** A row of a table of searches or peers. */
interface Figured {
  readonly model: string;
  readonly seeds?: readonly number[];
  readonly speedup: unknown;
}

/** How many searches, each seed by itself, have a figure. */
const figuresOf = (rows: readonly Figured[], model: string): number =>
  rows.reduce(
    (sum, row) => sum + (row.model === model && row.speedup !== null ? (row.seeds?.length ?? 1) : 0),
    0,
  );

type OfModel = { readonly model: string };

/** Optimize's revision in reports that do not say it. */
const firstRevision = '3';

/** What of an earlier report's conditions is not today's. */
function older({ versions: then }: Conditions, { versions: now }: Conditions): string {
  const parts = [
    ...(then.rules === now.rules ? [] : [`rules ${then.rules}`]),
    ...((then.Optimize ?? firstRevision) === (now.Optimize ?? firstRevision)
      ? []
      : [`Optimize ${then.Optimize ?? firstRevision}`]),
  ];
  return parts.join(', ');
}

/** Which of the models that only the earlier report has were measured with less than today's rules and Optimize. */
function listsOf(
  has: readonly OfModel[],
  before: Conditions,
  entries: readonly OfModel[],
  now: Conditions,
): Pick<Conditions, 'before'> {
  const later = new Set(has.map(({ model }) => model));
  const old = [...new Set(entries.map(({ model }) => model))].filter((model) => !later.has(model));
  const lists = old.flatMap((model) => {
    const label = before.before?.[model] ?? older(before, now);
    return label === '' ? [] : [[model, label] as const];
  });
  return lists.length === 0 ? {} : { before: Object.fromEntries(lists) };
}

const place = new Map(evaluatedModels.map(({ name }, i) => [name, i]));

/** Entries of models that only the earlier has join the later's, in the order of the list of models. */
function merged<T>(now: readonly T[], earlier: readonly T[], modelOf: (entry: T) => string): T[] {
  const has = new Set(now.map(modelOf));
  const all = [...now, ...earlier.filter((entry) => !has.has(modelOf(entry)))];
  const at = (entry: T): number => place.get(modelOf(entry)) ?? place.size;
  return all.sort((a, b) => at(a) - at(b));
}
