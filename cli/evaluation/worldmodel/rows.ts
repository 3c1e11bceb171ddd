import {
  type ClockResidual,
  clockDeviation,
  clockRows,
  expectedByClock,
  type Forecast,
  type Score,
  scoreForecasts,
} from '../../../src/worldmodel';

export const horizons = [1, 5, 10, 20] as const;

/** The estimate has no noise; smaller changes of the log runtime than this are of no interest. */
const leastChange = 1e-3;

type Kind = 'dreamgraph' | 'rlflow';
/** `corrected`: by the residual between imagination and clock; `refined`: by what was measured of the same model too. */
export type Predictor =
  | Kind
  | `${Kind}, corrected`
  | `${Kind}, refined`
  | 'sum of operator costs'
  | 'nothing changes';
export type Split = 'seen' | 'unseen';
export type Runtime = 'measured' | 'estimated';

export interface WorldmodelRow extends Score {
  readonly model: string;
  readonly predictor: Predictor;
  readonly runtime: Runtime;
  readonly split: Split;
  readonly horizon: number;
}

/** What one predictor said of one model's episodes. */
export interface Told {
  readonly model: string;
  readonly split: Split;
  readonly runtime: Runtime;
  readonly predictor: Predictor;
  readonly intervalScale: number;
  readonly forecasts: readonly Forecast[];
}

/** "Nothing changes", on the same states: its skill is 0. */
export const stillness = (told: Told): Told => ({
  ...told,
  predictor: 'nothing changes',
  intervalScale: 1,
  forecasts: told.forecasts.map((f) => ({
    ...f,
    imagined: 0,
    deviation: 0,
    end: 0,
    counts: f.episode.states[f.from]?.counts ?? f.counts,
  })),
});

/** The sum of operator costs of the true next graph: it is told every rewrite and says only what runtimes add up to. */
export const summedCosts = (told: Told): Told => ({
  ...told,
  predictor: 'sum of operator costs',
  intervalScale: 1,
  forecasts: told.forecasts.map((f) => ({
    ...f,
    imagined: Math.log((f.episode.costs[f.from + f.horizon] ?? 1) / (f.episode.costs[f.from] ?? 1)),
    deviation: 0,
    end: f.realCounts.some((count) => count > 0) ? 0 : 1,
    counts: f.realCounts,
  })),
});

/** Forecasts of states that were measured, against the clock. */
export function againstClock(told: Told): Told {
  const forecasts = told.forecasts.flatMap((f): Forecast[] => {
    const { clock } = f.episode;
    const [then, now] = [clock?.[3 * f.from] ?? 0, clock?.[3 * (f.from + f.horizon)] ?? 0];
    return then > 0 && now > 0 ? [{ ...f, real: Math.log(now / then) }] : [];
  });
  return { ...told, runtime: 'measured', forecasts };
}

/** What the clock is expected to say, by what was learned of the difference. `told`: every step of its dreams. */
export function corrected(told: Told, predictor: Predictor, residual: ClockResidual): Told {
  const forecasts = clockRows(told.forecasts).map(({ forecast, row }) => ({
    ...forecast,
    imagined: expectedByClock(residual, row),
    real: row.real,
    deviation: clockDeviation(residual, row.deviation),
  }));
  return {
    ...told,
    runtime: 'measured',
    predictor,
    intervalScale: residual.intervalScale,
    forecasts,
  };
}

/** Half the width of the machine's A/A interval on this model, as a change of the log runtime. */
const noiseOf = ({ episode: { clock } }: Forecast): number =>
  clock === undefined ? leastChange : Math.log((clock[2] ?? 1) / Math.max(1e-3, clock[1] ?? 1)) / 2;

/** Rows of each model, and of all models of a split together. */
export function rowsOf(told: readonly Told[]): WorldmodelRow[] {
  const groups = new Map<string, Told>();
  for (const one of told) {
    for (const model of [one.model, '(all)']) {
      const key = [one.runtime, one.split, one.predictor, model].join('|');
      const before = groups.get(key);
      groups.set(key, { ...one, model, forecasts: [...(before?.forecasts ?? []), ...one.forecasts] });
    }
  }
  return [...groups.values()].flatMap(({ forecasts, intervalScale, ...about }) =>
    horizons.flatMap((horizon) => {
      const own = forecasts.filter((f) => f.horizon === horizon);
      if (own.length === 0) return [];
      const noise = about.runtime === 'measured' ? noiseOf : leastChange;
      return [{ ...about, horizon, ...scoreForecasts(own, intervalScale, noise) }];
    }),
  );
}
