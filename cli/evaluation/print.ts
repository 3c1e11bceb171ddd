import type { EvaluationReport } from './report';
import { figure } from './verdict';

/** A report as lines on the terminal. */
export function printReport(report: EvaluationReport): void {
  console.log(`\nsuite ${report.suite}`);
  switch (report.suite) {
    case 'paper':
    case 'wild':
    case 'unseen':
      for (const row of report.rows) {
        const speedup = row.speedup === null ? 'not confirmed yet' : `×${figure(row.speedup)}`;
        const share = row.boundShare === null ? '' : `, ${(100 * row.boundShare).toFixed(0)} % of the bound`;
        const work = `${row.realMeasurements.toFixed(0)} measurements, ${row.seconds.toFixed(1)} s, ${row.steps.toFixed(0)} steps`;
        console.log(
          `  ${row.model.padEnd(20)}${row.search.padEnd(16)}${speedup}${share}, ${work}${row.reason === null ? '' : `; ${row.reason}`}`,
        );
      }
      return;
    case 'peers':
      for (const row of report.rows) {
        const speedup = row.error ?? (row.speedup === null ? 'not timed' : `×${figure(row.speedup)}`);
        const against = row.oursAgainst === null ? '' : `, ours over it ×${figure(row.oursAgainst)}`;
        const improved = row.improved === null ? '' : `, improved by ours ×${figure(row.improved)}`;
        console.log(`  ${row.model.padEnd(20)}${row.tool.padEnd(20)}${speedup}${against}${improved}`);
      }
      return;
    case 'efficiency':
      for (const { model, search, seed, best } of report.curves)
        console.log(
          `  ${model.padEnd(20)}${search.padEnd(16)}seed ${seed}: ×${(best.at(-1) ?? 1).toFixed(3)} after ${best.length}`,
        );
      return;
    case 'click':
      for (const row of report.rows)
        console.log(`  ${row.model.padEnd(20)}${row.error ?? `${row.seconds.toFixed(1)} s of ${row.limit}`}`);
  }
}
