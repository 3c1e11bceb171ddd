import { ruleListHash, rules } from '../../src/transforms';
import { evaluatedModels } from './models';
import type { Conditions, EarlierVersions, EvaluationReport } from './report';
import { unnamedInReports } from './revisions';

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

/** A trained agent's entry in `versions`. */
const isAgent = (name: string): boolean => name.startsWith('agent ');

/** What is counted up by hand, besides Optimize. */
const isRevision = (name: string): boolean =>
  name.startsWith('search ') || ['measuring', 'pricing', 'rulesRevision'].includes(name);

/**
 * Whether an earlier report may stand in today's: same versions, settings and cores; seeds are in the rows. Rules, revisions,
 * patience and trained agents may be earlier ones, since a model that was measured with those is told apart. A table of suites may
 * hold models of several processors, since all that is said of a model comes from one of them, and it says which.
 */
function comparable(a: Conditions & Pick<EvaluationReport, 'suite'>, b: Conditions): boolean {
  const known = a.versions.rules === rulesVersion() && isBeginning(b.versions.rules);
  const tells = ['paper', 'wild', 'unseen'].includes(a.suite);
  const about = ({ machine, versions, threads, searchSeconds, measurements }: Conditions) =>
    JSON.stringify([
      [machine.cores, tells ? '' : machine.cpu],
      Object.entries(versions)
        .filter(([name]) => name !== 'Optimize' && !isAgent(name) && !isRevision(name))
        .filter(([name]) => !(known && name === 'rules'))
        .sort(([x], [y]) => x.localeCompare(y)),
      [threads, searchSeconds, measurements],
    ]);
  return about(a) === about(b);
}

/** Whether anything was measured. */
export const isSomething = (report: EvaluationReport): boolean =>
  'curves' in report ? report.curves.length > 0 : report.rows.length > 0;

/**
 * A report together with those models of an earlier one that it does not have: what was measured is kept in a folder that a
 * new checkout lacks, and reports are what is committed. Nothing is carried over from other versions or settings, except what
 * `before` tells apart.
 * A model that both have is taken from the later, unless a search or a seed of it was not measured there (as for another
 * suite). Where the later has nothing at all, the earlier stays as it is, whatever its settings were.
 */
export function withEarlier<R extends EvaluationReport>(later: R, earlier: EvaluationReport | null): R {
  if (earlier === null || earlier.suite !== later.suite) return later;
  // Both are of the suite, and so of the same shape.
  const before = earlier as R;
  if (!isSomething(later)) return before;
  if (!comparable(later, earlier)) return later;
  const now = withoutPartial(later, before);
  if ('curves' in now && 'curves' in before) {
    const curves = merged(now.curves, before.curves, (curve) => curve.model);
    const lists = listsOf(now.curves, before, before.curves, now);
    return { ...now, ...lists, curves, missing: without(now.missing ?? {}, curves) };
  }
  if (now.suite === 'click' || !('rows' in now) || !('rows' in before)) return now;
  const lists = listsOf(now.rows, before, before.rows, now);
  const rows = merged<{ readonly model: string }>(now.rows, before.rows, (row) => row.model);
  if (!('models' in now) || !('models' in before)) return { ...now, ...lists, rows };
  const models = merged(now.models, before.models, ({ model }) => model);
  return { ...now, ...lists, models, rows, missing: without(now.missing, models) };
}

const without = (missing: Readonly<Record<string, string>>, models: readonly OfModel[]) =>
  Object.fromEntries(Object.entries(missing).filter(([name]) => !models.some(({ model }) => model === name)));

/** Without the models of which the earlier report has what this one lacks. */
function withoutPartial<R extends EvaluationReport>(later: R, earlier: R): R {
  if (later.suite === 'click') return later;
  const [now, before] = [figuresOf(later), figuresOf(earlier)];
  const isWhole = ({ model }: OfModel) =>
    [...(before.get(model) ?? [])].every((figure) => now.get(model)?.has(figure));
  if ('curves' in later) return { ...later, curves: later.curves.filter(isWhole) };
  if (!('rows' in later)) return later;
  const rows = (later.rows as readonly OfModel[]).filter(isWhole);
  return 'models' in later ? { ...later, rows, models: later.models.filter(isWhole) } : { ...later, rows };
}

/** For each model which searches (each seed by itself) or peers were run to their end, whatever came of it. */
function figuresOf(report: EvaluationReport): ReadonlyMap<string, ReadonlySet<string>> {
  const figures = new Map<string, Set<string>>();
  const add = (model: string, figure: string): void => {
    figures.set(model, (figures.get(model) ?? new Set<string>()).add(figure));
  };
  if (report.suite === 'efficiency') {
    for (const { model, search, seed } of report.curves) add(model, `${search} ${seed}`);
  } else if (report.suite === 'peers') {
    for (const { model, tool, speedup, error, equivalent } of report.rows)
      if (speedup !== null || error !== null || equivalent === false) add(model, tool);
  } else if (report.suite !== 'click') {
    for (const { model, search, speedup, seeds } of report.rows)
      if (speedup !== null) for (const seed of seeds) add(model, `${search} ${seed}`);
  }
  return figures;
}

interface OfModel {
  readonly model: string;
}

/** Optimize's revision in reports that do not say it. */
const firstRevision = '3';

const versionsOf = ({
  versions,
  patience,
  measurements,
}: Conditions): EarlierVersions & Required<Pick<EarlierVersions, 'revisions'>> => {
  const entries = Object.entries(versions);
  const agents = entries.filter(([name]) => isAgent(name));
  // Where a search may use all of its measurements, nobody's patience ends it.
  const ended = ['patience', patience < measurements ? String(patience) : 'none'] as const;
  const revisions = [...entries.filter(([name]) => isRevision(name)), ended];
  return {
    rules: versions.rules ?? '',
    Optimize: versions.Optimize ?? firstRevision,
    ...(agents.length === 0 ? {} : { agents: Object.fromEntries(agents) }),
    revisions: Object.fromEntries(revisions),
  };
};

/** What of an earlier report's versions is not today's, in words; '' where nothing is. */
export function olderThan(now: Conditions, then: EarlierVersions): string {
  const today = versionsOf(now);
  return [
    ...(then.rules === today.rules ? [] : [`rules ${then.rules}`]),
    ...(then.Optimize === today.Optimize ? [] : [`Optimize ${then.Optimize}`]),
    ...Object.entries(then.agents ?? {}).flatMap(([name, digest]) =>
      digest === today.agents?.[name] ? [] : [`${name} ${digest}`],
    ),
    ...Object.entries(today.revisions ?? {}).flatMap(([name, revision]) => {
      const before = then.revisions?.[name] ?? unnamedInReports[name] ?? revision;
      return before === revision ? [] : [`${name} ${before}`];
    }),
  ].join(', ');
}

/** With what the models were measured that only the earlier report has, where it is not with today's. */
function listsOf(
  has: readonly OfModel[],
  before: Conditions,
  entries: readonly OfModel[],
  now: Conditions,
): Pick<Conditions, 'before'> {
  const later = new Set(has.map(({ model }) => model));
  const old = [...new Set(entries.map(({ model }) => model))].filter((model) => !later.has(model));
  const lists = old.flatMap((model) => {
    // What an earlier report says of its own earlier models goes for it as a whole where it says nothing of them; but revisions
    // that are not told were not counted then; but for patience, which was the report's.
    const own = before.before?.[model];
    const { revisions, ...whole } = versionsOf(before);
    const { patience = '' } = revisions;
    const then = { ...whole, ...own, revisions: own ? { patience, ...own.revisions } : revisions };
    return olderThan(now, then) === '' ? [] : [[model, then] as const];
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
