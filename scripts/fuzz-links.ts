/**
 * Feeds damaged trace links and files to their readers and prints what became of them.
 * Usage: npx tsx scripts/fuzz-links.ts [--links] [COUNT=100000] [FIRST_SEED=1]
 * --links: links alone, no files
 */
import { fuzzTrace, type TraceOutcome } from '../src/trace/fuzz';

const linksOnly = process.argv.includes('--links');
const [count = 100_000, first = 1] = process.argv
  .slice(2)
  .filter((arg) => arg !== '--links')
  .map(Number);
const outcomes = new Map<string, number>();
let slowest = 0;
let bugs = 0;
const start = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const before = performance.now();
  const outcome: TraceOutcome = await fuzzTrace(seed, linksOnly);
  slowest = Math.max(slowest, performance.now() - before);
  const key = outcome.kind === 'refused' ? outcome.code : outcome.kind;
  outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  if (outcome.kind === 'bug' && bugs++ < 10) console.error(`seed ${seed}:`, outcome.error);
}
const seconds = (performance.now() - start) / 1000;
for (const [key, n] of [...outcomes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(n).padStart(9)}  ${key}`);
console.log(
  `${count} ${linksOnly ? 'links' : 'links and files'} in ${seconds.toFixed(1)} s, slowest ${slowest.toFixed(0)} ms, ${bugs} bugs`,
);
process.exitCode = bugs === 0 ? 0 : 1;
