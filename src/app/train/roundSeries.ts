import type { RoundReport } from '../../workers/training/protocol';
import { returnSeries } from './checkSeries';
import type { ChartSeries } from './LineChart';

/** What the agent's games promise, what they keep by price, and the best graph that the clock has seen up to each round. */
export function roundSeries(reports: readonly RoundReport[]): ChartSeries[] {
  const series = returnSeries(reports);
  const measured = bestMeasured(reports);
  if (!measured.some(Number.isFinite)) return series;
  return [
    ...series,
    { name: 'Best graph, measured', colour: '--measured', dash: [], dots: true, values: measured },
  ];
}

/** The largest speed-up that the clock gave up to each round; NaN before it gave any. */
function bestMeasured(reports: readonly RoundReport[]): number[] {
  let best = Number.NaN;
  return reports.map((report) => {
    for (const { measured } of report.best)
      if (measured !== null && !(measured.ratio <= best)) best = measured.ratio;
    return best;
  });
}
