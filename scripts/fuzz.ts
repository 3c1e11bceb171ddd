/**
 * Feeds mutated models to decode, inference, validation and encode, and prints what became of them and the rate.
 * Usage: npx tsx scripts/fuzz.ts [MUTATIONS=1000000] [FIRST_SEED=1]
 */
import { fuzzOnce } from '../src/graph/onnx/fuzz';

const count = Number(process.argv[2] ?? 1_000_000);
const first = Number(process.argv[3] ?? 1);
const outcomes = new Map<string, number>();
let slowest = 0;
let bugs = 0;
let peak = 0;
const start = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const before = performance.now();
  const outcome = fuzzOnce(seed);
  slowest = Math.max(slowest, performance.now() - before);
  const key = outcome.kind === 'refused' ? outcome.code : outcome.kind;
  outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  if (outcome.kind === 'bug' && bugs++ < 10)
    console.error(`seed ${outcome.seed}, ${outcome.stage}:`, outcome.error);
  if (seed % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
}
const seconds = (performance.now() - start) / 1000;
for (const [key, n] of [...outcomes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(n).padStart(9)}  ${key}`);
console.log(
  `${count} mutations in ${seconds.toFixed(1)} s (${(count / seconds).toFixed(0)} a second), ` +
    `slowest ${slowest.toFixed(0)} ms, at most ${(peak / 2 ** 20).toFixed(0)} MB, ${bugs} bugs`,
);
process.exitCode = bugs === 0 ? 0 : 1;
