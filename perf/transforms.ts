import { createRandom } from '../src/core';
import { type Graph, structuralHash } from '../src/graph';
import {
  applySite,
  createMatcher,
  isRefusal,
  type Matcher,
  rules,
  type SiteTable,
  type Target,
} from '../src/transforms';
import { type Bench, type Metric, metric, timeEach } from './bench';
import { modelBytes, specialised } from './models';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const historySteps = 1000;

/** The engine on bert_base and swin_t: matching, re-matching, applying, hashing, and what a long history costs. */
export const transforms: Bench = {
  name: 'transforms',
  about: 'rule engine: match all rules, apply one, match again, hash, memory of a long history',
  run: async () => {
    const metrics: Record<string, Metric> = { rules: metric([rules.length], 'count') };
    for (const model of ['bert_base', 'swin_t']) {
      const bytes = modelBytes(model);
      if (bytes !== null)
        for (const [name, m] of measure(specialised(bytes))) metrics[`${model}: ${name}`] = m;
    }
    return metrics;
  },
};

function* measure(graph: Graph): Iterable<[string, Metric]> {
  const matcher = createMatcher(rules, target);
  yield ['match all rules', metric(timeEach(20, () => matcher.matchAll(graph)))];
  const table = matcher.matchAll(graph);
  const walk = randomWalk(matcher, table, historySteps);
  yield ['sites at the start', metric([table.size], 'count')];
  yield ['apply one rewrite', metric(walk.apply)];
  yield ['match again after it', metric(walk.update)];
  yield ['structural hash of a step', metric(walk.hash)];
  yield [`memory of ${walk.steps} steps`, metric([walk.megabytes], 'MB')];
}

/** Random legal rewrites, each timed, all kept. */
function randomWalk(matcher: Matcher, start: SiteTable, steps: number) {
  const random = createRandom(1);
  const times = { apply: [] as number[], update: [] as number[], hash: [] as number[] };
  const history: SiteTable[] = [start];
  const before = heap();
  for (let at = start; history.length <= steps; ) {
    const sites = [...at.all()];
    if (sites.length === 0) break;
    const t0 = performance.now();
    const applied = applySite(rules, at.graph, random.pick(sites), target);
    const t1 = performance.now();
    if (isRefusal(applied)) continue;
    const { graph: next, delta } = applied;
    at = matcher.update(at, next, delta);
    const t2 = performance.now();
    structuralHash(next);
    times.apply.push(t1 - t0);
    times.update.push(t2 - t1);
    times.hash.push(performance.now() - t2);
    history.push(at);
    // A fresh start once nothing is left to do, so that the history is as long as was asked for.
    if (at.size === 0) at = start;
  }
  return { ...times, steps: history.length - 1, megabytes: (heap() - before) / 2 ** 20 };
}

/** Bytes of live heap; exact only where the process was started with --expose-gc. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
