import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRandom } from '../src/core';
import { type Trace, traceToFile } from '../src/trace';
import { applySite, createMatcher, isRefusal, rules, type Target } from '../src/transforms';
import type { GraphView, ViewNode } from '../src/workers/session/graph/protocol';
import { openModel } from '../src/workers/session/openModel';
import type { Step } from '../src/workers/session/state';
import { traceOf } from '../src/workers/session/traceOf';
import { viewOf } from '../src/workers/session/view';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
/** Ways that are tried before a model is given up. */
const mostRestarts = 40;
const noShares = new Map<number, number>();

/**
 * A trace file of `count` legal rewrites of a model that all lie outside of its blocks, so that these stay folded where
 * it is shown. Which ones they are depends on the seed alone.
 */
export async function rewritesOutside(file: string, count: number, seed: number): Promise<string> {
  const bytes = new Uint8Array(await readFile(file));
  const files = [new File([bytes], path.basename(file))];
  const model = await openModel({ files, randomWeights: 1, specialisation: null });
  let random = createRandom(seed);
  let restarts = 0;
  const matcher = createMatcher(rules, target);
  while (model.steps.length < count) {
    const graph = model.steps.at(-1)?.graph ?? model.base;
    const before = viewOf(graph, 0, noShares);
    const isInside = insideOf(before);
    const outside = new Set(before.nodes.filter((node) => !isInside(node)).map(({ id }) => id));
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
      const isInsideAfter = insideOf(after);
      const inside = [
        ...before.nodes.filter((node) => isInside(node) && !kept.has(node.id)),
        ...after.nodes.filter((node) => isInsideAfter(node) && !shown.has(node.id)),
      ];
      // A rewrite that nobody sees moves nothing.
      const seen = after.nodes.some(({ id, hidden }) => !hidden && !shown.has(id));
      if (inside.length > 0 || !seen) continue;
      const figures = { estimated: null, imagined: null, measured: null, verified: null };
      found = { site, graph: applied.graph, ...figures };
    }
    if (found !== null) {
      model.steps.push(found);
      continue;
    }
    // Some ways lead to where nothing outside is left to do: another one is drawn.
    if (++restarts > mostRestarts)
      throw new Error(`only ${model.steps.length} rewrites were found outside of the blocks`);
    model.steps.length = 0;
    random = createRandom(seed).fork(`way ${restarts}`);
  }
  const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
  const trace: Trace = traceOf(model, null, target, null, request);
  return traceToFile(trace);
}

/** Whether a node lies in a block that is repeated: these are folded where a model is shown. */
function insideOf({ groups }: GraphView): (node: Pick<ViewNode, 'group'>) => boolean {
  const byId = new Map(groups.map((group) => [group.id, group]));
  return ({ group }) => {
    for (let at = group; at !== null; at = byId.get(at)?.parent ?? null)
      if ((byId.get(at)?.repeatKey ?? null) !== null) return true;
    return false;
  };
}
