import type { Forecast } from './forecast';

/** How good forecasts of one horizon are. Null: there was nothing to judge it by. */
export interface Score {
  readonly forecasts: number;
  /** 1 − MSE / MSE of "nothing changes" on log runtimes, over forecasts whose change exceeds the noise. */
  readonly skill: number | null;
  /** Mean absolute error of the runtime, as a share. */
  readonly mape: number;
  /** Kendall's τ-b among forecasts that start from the same graph, the mean over such groups. */
  readonly kendallTau: number | null;
  /** The same over pairs alone whose real runtimes differ by more than the noise: which of the others is faster, nobody can say. */
  readonly kendallTauApart: number | null;
  /** Share of the real values in the model's 90 % intervals. */
  readonly coverage90: number;
  /** F1 of "this rule has a site", over all rules and forecasts. */
  readonly maskF1: number;
  /** Mean absolute error of the number of sites, over rules that have or are thought to have some. */
  readonly siteError: number;
  /** Share of the forecasts that are right about whether anything is legal. */
  readonly endAccuracy: number;
}

/** @param noise Changes of the log runtime below this are noise; of each forecast, or of all. */
export function scoreForecasts(
  forecasts: readonly Forecast[],
  intervalScale: number,
  noise: number | ((forecast: Forecast) => number),
): Score {
  const n = Math.max(1, forecasts.length);
  const mean = (f: (forecast: Forecast) => number): number => forecasts.reduce((a, x) => a + f(x), 0) / n;
  const noiseOf = typeof noise === 'number' ? () => noise : noise;
  const moved = forecasts.filter((f) => Math.abs(f.real) > noiseOf(f));
  const squared = moved.reduce((a, { imagined, real }) => a + (imagined - real) ** 2, 0);
  const nothing = moved.reduce((a, { real }) => a + real ** 2, 0);
  let [hits, claims, truths, off, judged] = [0, 0, 0, 0, 0];
  for (const { counts, realCounts } of forecasts) {
    for (let rule = 0; rule < realCounts.length; rule++) {
      const [claim, truth] = [counts[rule] ?? 0, realCounts[rule] ?? 0];
      if (claim > 0 && truth > 0) hits++;
      if (claim > 0) claims++;
      if (truth > 0) truths++;
      if (claim > 0 || truth > 0) {
        off += Math.abs(claim - truth);
        judged++;
      }
    }
  }
  return {
    forecasts: forecasts.length,
    skill: moved.length > 0 ? 1 - squared / nothing : null,
    mape: mean(({ imagined, real }) => Math.abs(Math.expm1(imagined - real))),
    kendallTau: tauWithinStarts(forecasts, () => false),
    kendallTauApart: tauWithinStarts(
      forecasts,
      (a, b) => Math.abs(a.real - b.real) <= Math.max(noiseOf(a), noiseOf(b)),
    ),
    coverage90: mean(({ imagined, real, deviation }) =>
      Math.abs(imagined - real) <= intervalScale * deviation ? 1 : 0,
    ),
    maskF1: claims + truths === 0 ? 1 : (2 * hits) / (claims + truths),
    siteError: off / Math.max(1, judged),
    endAccuracy: mean(({ end, realCounts }) =>
      end > 0.5 === realCounts.every((count) => count === 0) ? 1 : 0,
    ),
  };
}

/** Whether a pair of forecasts is left out. */
type Skipped = (a: Forecast, b: Forecast) => boolean;

/** Groups by the first observation's identity in numbers: the model's name and the first runtime. */
function tauWithinStarts(forecasts: readonly Forecast[], skipped: Skipped): number | null {
  const groups = new Map<string, Forecast[]>();
  for (const forecast of forecasts) {
    const key = `${forecast.episode.model} ${forecast.episode.costs[forecast.from]}`;
    groups.set(key, [...(groups.get(key) ?? []), forecast]);
  }
  const taus = [...groups.values()].map((own) => tauB(own, skipped)).filter((tau) => tau !== null);
  return taus.length === 0 ? null : taus.reduce((a, b) => a + b, 0) / taus.length;
}

/** Kendall's τ-b (ties count in the denominator); null where either side is all ties. */
function tauB(forecasts: readonly Forecast[], skipped: Skipped): number | null {
  let [sum, left, right] = [0, 0, 0];
  forecasts.forEach((a, i) => {
    for (const b of forecasts.slice(i + 1)) {
      if (skipped(a, b)) continue;
      const x = Math.sign(a.imagined - b.imagined);
      const y = Math.abs(a.real - b.real) < 1e-9 ? 0 : Math.sign(a.real - b.real);
      sum += x * y;
      left += x * x;
      right += y * y;
    }
  });
  return left === 0 || right === 0 ? null : sum / Math.sqrt(left * right);
}
