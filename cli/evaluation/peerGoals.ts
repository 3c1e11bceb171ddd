import { evaluatedModels, peersModels } from './models';
import type { EvaluationReport, PeerRow } from './report';
import { type RatioInterval, standing } from './statistics';
import { figure, type Verdict, verdictOver } from './verdict';

/** An output that can be compared with. */
const isUsable = ({ tool, error, equivalent }: PeerRow): boolean =>
  tool !== 'ours' && error === null && equivalent === true;

const isEncoder = (kind: string): boolean => kind === 'one-token encoder';
/** Less cannot be told from nothing. */
const leastRoom = 1.01;

/** Every usable peer is judged by its own interval: the lowest ratio need not be the hardest. */
export function peerGoals(reports: readonly EvaluationReport[]): Verdict[] {
  const rows = reports.flatMap((report) => (report.suite === 'peers' ? report.rows.filter(isUsable) : []));
  /** Models of the suite without any row. */
  const without = (wanted: (kind: string) => boolean): string[] =>
    peersModels.filter((name) => {
      const kind = evaluatedModels.find((model) => model.name === name)?.class ?? '';
      return wanted(kind) && !rows.some(({ model }) => model === name);
    });
  const judged = (
    goal: string,
    wanted: (kind: string) => boolean,
    holds: (against: RatioInterval) => boolean,
  ): Verdict => {
    const own = rows.filter((row) => wanted(row.class));
    const told = own.flatMap(({ model, tool, oursAgainst: against }) =>
      against === null ? [] : [{ model, tool, against, holds: holds(against) }],
    );
    const isHardest = ({ model, against }: (typeof told)[number]): boolean =>
      told.every((other) => other.model !== model || other.against.ci95[0] >= against.ci95[0]);
    const shown = told.filter((row) => !row.holds || isHardest(row));
    return verdictOver(
      goal,
      told.map((row) => row.holds),
      [
        ...own
          .filter(({ oursAgainst }) => oursAgainst === null)
          .map(({ model, tool }) => `${model} over ${tool}`),
        ...without(wanted),
      ],
      shown.map(({ model, tool, against }) => `${model} over ${tool} ${figure(against)}`).join('; '),
      'pairs',
    );
  };
  return [
    judged(
      'ahead of the best peer on every encoder that returns one token',
      isEncoder,
      (against) => standing(against) === 'ahead',
    ),
    judged(
      'not significantly behind the best peer elsewhere',
      (kind) => !isEncoder(kind),
      (against) => standing(against) !== 'behind',
    ),
    improved(
      reports,
      rows,
      without(() => true),
    ),
  ];
}

const pairOf = ({ model, tool }: PeerRow): string => `${model} after ${tool}`;

function improved(
  reports: readonly EvaluationReport[],
  rows: readonly PeerRow[],
  without: readonly string[],
): Verdict {
  const bounds = new Map(
    reports.flatMap((report) =>
      report.suite === 'paper' || report.suite === 'wild'
        ? report.models.map(({ model, bound }) => [model, bound.ratio] as const)
        : [],
    ),
  );
  // A row may be older than the bound that is known of its model.
  const roomOf = ({ model, room, arithmetic }: PeerRow): number =>
    Math.max(room ?? 1, arithmetic === null ? 1 : (bounds.get(model) ?? 1) / arithmetic);
  const improvable = rows.filter((row) => roomOf(row) > leastRoom);
  const told = improvable.flatMap((row) => (row.improved === null ? [] : [{ row, gain: row.improved }]));
  const gained = told.map(({ gain }) => standing(gain) === 'ahead');
  const lacking = improvable.filter((row) => row.improved === null);
  const models = [...new Set(lacking.map(({ model }) => model))];
  const named = models.map((model) => {
    const tools = lacking.filter((row) => row.model === model).map(({ tool }) => tool);
    const every = improvable.filter((row) => row.model === model).length === tools.length;
    return `${model} after ${every ? 'every tool' : tools.join(', ')}`;
  });
  return verdictOver(
    "a peer's output taken as our start is improved wherever a bound says that it can be",
    gained,
    [...lacking.map(pairOf), ...without],
    told.map(({ row, gain }) => `${pairOf(row)} ${figure(gain)}`).join('; '),
    'pairs',
    [...named, ...without].join('; '),
  );
}
