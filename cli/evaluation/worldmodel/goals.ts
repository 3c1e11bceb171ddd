import type { WorldmodelRow } from './rows';
import type { Speed } from './speed';

export interface GoalRow {
  readonly goal: string;
  /** Against the estimate and against the clock; null where there was nothing to judge it by. */
  readonly estimated: GoalFigure | null;
  readonly measured: GoalFigure | null;
}

export interface GoalFigure {
  readonly reached: boolean;
  readonly figure: string;
}

type Figure = 'skill' | 'mape' | 'kendallTau' | 'maskF1' | 'coverage90';

interface Wanted {
  readonly split: 'seen' | 'unseen';
  readonly horizon: number;
  readonly figure: Figure;
  readonly least?: number;
  readonly most?: number;
}

const wanted: readonly Wanted[] = [
  { split: 'seen', horizon: 1, figure: 'skill', least: 0.8 },
  { split: 'seen', horizon: 10, figure: 'skill', least: 0.5 },
  { split: 'seen', horizon: 1, figure: 'mape', most: 0.05 },
  { split: 'seen', horizon: 10, figure: 'mape', most: 0.1 },
  { split: 'seen', horizon: 1, figure: 'kendallTau', least: 0.9 },
  { split: 'unseen', horizon: 1, figure: 'skill', least: 0.4 },
  { split: 'unseen', horizon: 1, figure: 'mape', most: 0.12 },
  { split: 'unseen', horizon: 1, figure: 'kendallTau', least: 0.7 },
  ...(['seen', 'unseen'] as const).flatMap((split): Wanted[] => [
    { split, horizon: 1, figure: 'maskF1', least: 0.95 },
    { split, horizon: 10, figure: 'maskF1', least: 0.85 },
    { split, horizon: 1, figure: 'coverage90', least: 0.85 },
    { split, horizon: 10, figure: 'coverage90', least: 0.85 },
  ]),
];

const names: Readonly<Record<Figure, string>> = {
  skill: 'skill',
  mape: 'mean error',
  kendallTau: 'Kendall’s τ',
  maskF1: 'F1 of the mask',
  coverage90: 'share in the 90 % interval',
};

/**
 * The goals of the world model, for the model that ships: against the estimate as it imagines, against the clock with what was
 * learned of the difference between the two.
 */
export function goalsOf(rows: readonly WorldmodelRow[], speeds: readonly Speed[]): GoalRow[] {
  const rowOf = (predictor: string, runtime: string, split: string, horizon: number) =>
    rows.find(
      (row) =>
        row.model === '(all)' &&
        row.predictor === predictor &&
        row.runtime === runtime &&
        row.split === split &&
        row.horizon === horizon,
    );
  const corrected = rows.some(({ predictor }) => predictor === 'dreamgraph, corrected');
  const byClock = corrected ? 'dreamgraph, corrected' : 'dreamgraph';
  const judge = (row: WorldmodelRow | undefined, { figure, least, most }: Wanted): GoalFigure | null => {
    const value = row?.[figure] ?? null;
    if (value === null) return null;
    const reached =
      value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);
    return { reached, figure: shown(figure, value) };
  };
  const goals = wanted.map((one): GoalRow => {
    const { split, horizon, figure, least, most } = one;
    const bound = least === undefined ? `≤ ${shown(figure, most ?? 0)}` : `≥ ${shown(figure, least)}`;
    return {
      goal: `${split}, ${horizon === 1 ? 'one step' : `${horizon} steps`}: ${names[figure]} ${bound}`,
      estimated: judge(rowOf('dreamgraph', 'estimated', split, horizon), one),
      measured: judge(rowOf(byClock, 'measured', split, horizon), one),
    };
  });
  const beside = (['seen', 'unseen'] as const).map((split): GoalRow => {
    const own = rowOf(byClock, 'measured', split, 1)?.skill ?? null;
    const sums = rowOf('sum of operator costs', 'measured', split, 1)?.skill ?? null;
    return {
      goal: `${split}, one step, by the clock: better than the sum of operator costs`,
      estimated: null,
      measured:
        own === null || sums === null
          ? null
          : { reached: own > sums, figure: `${own.toFixed(2)} against ${sums.toFixed(2)}` },
    };
  });
  return [...goals, ...beside, ...speedGoals(speeds)];
}

const shown = (figure: Figure, value: number): string =>
  figure === 'mape' ? `${(100 * value).toFixed(value < 0.05 ? 2 : 0)} %` : value.toFixed(2);

/** Speeds have no estimate and no clock to be held against: they are shown as measured. */
function speedGoals(speeds: readonly Speed[]): GoalRow[] {
  const fastest = (wantedSpeed: (speed: Speed) => boolean): number | null => {
    const own = speeds.filter(wantedSpeed).map(({ stepsPerSecond }) => stepsPerSecond);
    return own.length === 0 ? null : Math.max(...own);
  };
  const imagined = fastest(({ what, batch }) => what === 'dreamgraph' && batch === 1024);
  const compared = (goal: string, other: number | null, factor: number): GoalRow => ({
    goal,
    estimated: null,
    measured:
      imagined === null || other === null
        ? null
        : {
            reached: imagined >= factor * other,
            figure: `${(imagined / other).toFixed(imagined > 30 * other ? 0 : 1)} times`,
          },
  });
  return [
    compared(
      'imagining at least 1,000 times as fast as measuring',
      fastest(({ what }) => what.startsWith('engine and measuring')),
      1000,
    ),
    compared(
      'imagining at batch 1,024 faster than the engine',
      fastest(({ what }) => what.startsWith('engine, ')),
      1,
    ),
  ];
}
