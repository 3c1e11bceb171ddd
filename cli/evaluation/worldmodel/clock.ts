import { type Forecast, locate, siteContexts } from '../../../src/worldmodel';

/** What lies between an imagined (estimated) change and the clock's: a slope and a term for each rule. */
export interface ClockFit {
  readonly slope: number;
  /** Change of the log runtime by each rule relative to the runtime around its site, beyond the imagined one, `[rules]`. */
  readonly perRule: Float64Array;
  /** How many rules have a term. */
  readonly rules: number;
  /** Half the width of a 90 % interval around a corrected forecast, as a multiple of its deviation. */
  readonly intervalScale: number;
}

/** How strongly terms of rules are drawn to zero, and the slope to one. */
const ruleDoubt = 0.05;
const slopeDoubt = 0.02;

/**
 * Ridge regression of the clock's change on the imagined one and on how often each rule acted where much or little time is
 * spent. Few measured graphs say something about few rules: the others keep what was imagined.
 */
export function fitClock(forecasts: readonly Forecast[], rules: number): ClockFit {
  const rows = forecasts.map((f) => ({ f, terms: termsOf(f, rules) }));
  const used = [...new Set(rows.flatMap(({ terms }) => [...terms.keys()]))].sort((a, b) => a - b);
  const width = used.length + 1;
  const normal = Array.from({ length: width }, () => new Float64Array(width + 1));
  for (const { f, terms } of rows) {
    const x = [f.imagined, ...used.map((rule) => terms.get(rule) ?? 0)];
    x.forEach((a, i) => {
      for (const [j, b] of x.entries()) add(normal, i, j, a * b);
      add(normal, i, width, a * (f.real - f.imagined));
    });
  }
  for (let i = 0; i < width; i++) add(normal, i, i, i === 0 ? slopeDoubt : ruleDoubt);
  const [slope = 0, ...terms] = solve(normal);
  const perRule = new Float64Array(rules);
  used.forEach((rule, i) => {
    perRule[rule] = terms[i] ?? 0;
  });
  const fit = { slope: 1 + slope, perRule, rules: used.length, intervalScale: 1 };
  const scores = rows
    .map(({ f }) => Math.abs(corrected(f, fit) - f.real) / Math.max(1e-9, f.deviation))
    .sort((a, b) => a - b);
  return { ...fit, intervalScale: scores[Math.ceil(0.9 * (scores.length - 1))] ?? 1.645 };
}

/** The forecasts with what the fit says put on top, and the scale of their intervals. */
export const clockForecasts = (
  forecasts: readonly Forecast[],
  fit: ClockFit,
  least: number,
): { readonly forecasts: Forecast[]; readonly intervalScale: number } => ({
  forecasts: forecasts.map((f) => ({ ...f, imagined: corrected(f, fit) })),
  intervalScale: Math.max(least, fit.intervalScale),
});

function corrected(f: Forecast, { slope, perRule }: ClockFit): number {
  let sum = slope * f.imagined;
  for (const [rule, reach] of termsOf(f, perRule.length)) sum += (perRule[rule] ?? 0) * reach;
  return sum;
}

/**
 * By rule, the share of the runtime around the sites where it acted, in the graph where the dream began, summed over the
 * steps to the forecast.
 */
function termsOf({ episode, from, horizon }: Forecast, rules: number): Map<number, number> {
  const terms = new Map<number, number>();
  const start = episode.states[from];
  const past: number[] = [];
  for (let k = from; k < from + horizon; k++) {
    const action = episode.actions[k];
    const count = episode.states[k]?.counts[action?.rule ?? -1] ?? 0;
    if (action === undefined || start === undefined || action.rule >= rules) continue;
    const { site, row } = locate(start, past, past.length, action.rule, action.site, count);
    past.push(site);
    if (row < 0) continue;
    const reach = siteContexts(start, rules, [row]).rings.reduce((a, b) => a + b, 0);
    terms.set(action.rule, (terms.get(action.rule) ?? 0) + reach);
  }
  return terms;
}

function add(matrix: readonly Float64Array[], i: number, j: number, x: number): void {
  const row = matrix[i];
  if (row !== undefined) row[j] = (row[j] ?? 0) + x;
}

/** Solves a symmetric positive definite system, given with its right side as the last column, by elimination. */
function solve(system: readonly Float64Array[]): number[] {
  const n = system.length;
  for (let i = 0; i < n; i++) {
    const pivot = system[i]?.[i] ?? 1;
    for (let k = i + 1; k < n; k++) {
      const factor = (system[k]?.[i] ?? 0) / pivot;
      if (factor === 0) continue;
      for (let j = i; j <= n; j++) add(system, k, j, -factor * (system[i]?.[j] ?? 0));
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = system[i]?.[n] ?? 0;
    for (let j = i + 1; j < n; j++) rest -= (system[i]?.[j] ?? 0) * (found[j] ?? 0);
    found[i] = rest / (system[i]?.[i] ?? 1);
  }
  return found;
}
