import { createRandom } from '../src/core';
import { structuralHash } from '../src/graph';
import { applySite, createMatcher, isRefusal, rules, type SiteTable, type Target } from '../src/transforms';
import { type Bench, type Metric, metric, timeEach } from './bench';
import { modelBytes, specialised } from './models';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const historySteps = 1000;

/** The engine on bert_base: matching, re-matching, applying, hashing, and what a long history costs. */
export const transforms: Bench = {
  name: 'transforms',
  about: 'rule engine on bert_base: match all, match again, apply, hash, memory of a long history',
  run: async () => {
    const bytes = modelBytes('bert_base');
    if (bytes === null) return {};
    const graph = specialised(bytes);
    const matcher = createMatcher(rules, target);
    const metrics: Record<string, Metric> = {
      rules: metric([rules.length], 'count'),
      'match all': metric(timeEach(20, () => matcher.matchAll(graph))),
    };
    const table = matcher.matchAll(graph);
    const walk = randomWalk(table, historySteps);
    metrics['sites at the start'] = metric([table.size], 'count');
    metrics['apply one rewrite'] = metric(walk.apply);
    metrics['match again after it'] = metric(walk.update);
    metrics['structural hash of a step'] = metric(walk.hash);
    metrics['steps in the history'] = metric([walk.steps], 'count');
    metrics['memory of the history'] = metric([walk.megabytes], 'MB');
    return metrics;

    function randomWalk(start: SiteTable, steps: number) {
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
  },
};

/** Bytes of live heap; exact only where the process was started with --expose-gc. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
