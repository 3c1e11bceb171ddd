import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { casesBelow } from './conformance/cases';
import { check } from './conformance/check';
import { runAll } from './conformance/pool';
import { summarize, summaryLines } from './conformance/summary';
import { main } from './support/main';
import { UsageError } from './support/usage';

const usage = `usage: npm run --silent conformance -- DIR [--json F] [--no-run]
  Every .onnx file below DIR: loads or is refused with a coded error, survives the round trip through the graph, and,
  where test tensors lie beside it (test_data_set_N/input_N.pb and output_N.pb), has the inferred shapes and computes
  the expected outputs in onnxruntime-web, as it is and after the round trip.
  --json F    write the result
  --no-run    do not run anything in onnxruntime-web`;

await main(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'string' }, 'no-run': { type: 'boolean', default: false } },
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError('Give exactly one folder.');
  const cases = casesBelow(folder);
  const checks = cases.map((item, i) => {
    progress('checked', i + 1, cases.length);
    return check(item);
  });
  const runnable = cases.filter(
    (item, i) => !values['no-run'] && checks[i]?.kind === 'loaded' && item.sets.length > 0,
  );
  const runs = await runAll(runnable, {
    processes: 2,
    limitMs: 30_000,
    modelsPerProcess: 300,
    onDone: (done) => progress('run', done, runnable.length),
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  const summary = summarize(
    cases,
    checks,
    new Map(runnable.map((item, i) => [item.file, runs[i] ?? { asIs: 'crashed', after: null }])),
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(summary, null, 2)}\n`);
  for (const line of summaryLines(summary)) console.log(line);
  const broken =
    summary.roundTrip.failed.length + summary.shapes.wrong.length + summary.outputs.failed.length;
  if (broken > 0) process.exitCode = 1;
});

function progress(what: string, done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what} ${done} of ${all}   `);
}
