import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { benches } from '../perf';
import type { Bench, Metrics } from '../perf/bench';
import { describeMachine, type Machine } from '../perf/machine';
import { main } from './support/main';
import { UsageError } from './support/usage';

interface BenchReport {
  readonly name: string;
  readonly machine: Machine;
  readonly metrics: Metrics;
}

const names = benches.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n');
const usage = `usage: npm run --silent bench -- [NAME] [--json FILE]

Runs a micro-benchmark, or all that are short, and prints median and 95th percentile of each figure.
--json writes { name, machine, metrics }, or a list of these where several ran.

${names}`;

const shown = (value: number): string => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));

function print({ name, metrics }: BenchReport): void {
  console.log(`${name}${Object.keys(metrics).length === 0 ? ': what it needs is not here' : ''}`);
  const width = Math.max(0, ...Object.keys(metrics).map((key) => key.length));
  for (const [key, { median, p95, unit }] of Object.entries(metrics)) {
    const figure = `${shown(median)}${unit === 'ratio' || unit === 'count' ? '' : ` ${unit}`}`;
    console.log(
      `  ${key.padEnd(width)}  ${figure.padStart(12)}${p95 === median ? '' : `   p95 ${shown(p95)}`}`,
    );
  }
}

/** Makes `gc()` callable, which figures of memory need. */
function exposeCollector(): void {
  setFlagsFromString('--expose-gc');
  globalThis.gc ??= runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
}

await main(usage, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'string' } },
    allowPositionals: true,
  });
  const [wanted, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`One benchmark at a time, not also ${rest.join(', ')}.`);
  const chosen: readonly Bench[] =
    wanted === undefined
      ? benches.filter(({ long }) => long !== true)
      : benches.filter((bench) => bench.name === wanted);
  if (chosen.length === 0) throw new UsageError(`There is no benchmark "${wanted}".`);
  exposeCollector();
  const machine = describeMachine();
  const reports: BenchReport[] = [];
  for (const { name, run } of chosen) {
    const report = { name, machine, metrics: await run() };
    print(report);
    reports.push(report);
  }
  if (values.json === undefined) return;
  const [only] = reports;
  const content = reports.length === 1 && only !== undefined ? only : reports;
  await writeFile(values.json, `${JSON.stringify(content, null, 2)}\n`);
});
