import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRandom } from '../src/core';
import { type Trace, traceToFile } from '../src/trace';
import { applySite, createMatcher, isRefusal, rules, type Target } from '../src/transforms';
import { openModel } from '../src/workers/session/openModel';
import type { Step } from '../src/workers/session/state';
import { traceOf } from '../src/workers/session/traceOf';
import { viewOf } from '../src/workers/session/view';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const noShares = new Map<number, number>();

/**
 * A trace file of `count` legal rewrites of a model that all lie outside of its blocks, so that these stay folded where
 * it is shown. Which ones they are depends on the seed alone.
 */
export async function rewritesOutside(file: string, count: number, seed: number): Promise<string> {
  const bytes = new Uint8Array(await readFile(file));
  const files = [new File([bytes], path.basename(file))];
  const model = await openModel({ files, randomWeights: 1, specialisation: null });
  const random = createRandom(seed);
  const matcher = createMatcher(rules, target);
  while (model.steps.length < count) {
    const graph = model.steps.at(-1)?.graph ?? model.base;
    const before = viewOf(graph, 0, noShares);
    const outside = new Set(before.nodes.filter(({ group }) => group === null).map(({ id }) => id));
    const shown = new Set(before.nodes.map(({ id }) => id));
    const sites = [...matcher.matchAll(graph).all()].filter(({ anchor }) => outside.has(`n${anchor}`));
    let found: Step | null = null;
    while (found === null && sites.length > 0) {
      const site = random.pick(sites);
      sites.splice(sites.indexOf(site), 1);
      const applied = applySite(rules, graph, site, target);
      if (isRefusal(applied)) continue;
      const after = viewOf(applied.graph, 0, noShares);
      const kept = new Set(after.nodes.map(({ id }) => id));
      const inside = [
        ...before.nodes.filter(({ id, group }) => group !== null && !kept.has(id)),
        ...after.nodes.filter(({ id, group }) => group !== null && !shown.has(id)),
      ];
      // A rewrite that nobody sees moves nothing.
      const seen = after.nodes.some(({ id, hidden }) => !hidden && !shown.has(id));
      if (inside.length > 0 || !seen) continue;
      const figures = { estimated: null, imagined: null, measured: null, verified: null };
      found = { site, graph: applied.graph, ...figures };
    }
    if (found === null)
      throw new Error(`only ${model.steps.length} rewrites were found outside of the blocks`);
    model.steps.push(found);
  }
  const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
  const trace: Trace = traceOf(model, null, target, null, request);
  return traceToFile(trace);
}
