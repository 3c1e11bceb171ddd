import { createRandom } from '../core';
import type { Graph } from '../graph';
import { applySite, isRefusal } from './apply';
import { createMatcher } from './matcher';
import type { Refusal, Rule, Target } from './rule';
import type { Site } from './site';

export interface PlayOptions {
  readonly rules: readonly Rule[];
  readonly target: Target;
  readonly seed: number;
  /** At most this many actions. */
  readonly steps: number;
  /** Rules by name that were played already: half of the actions are drawn from the others, where these have sites. */
  readonly played?: ReadonlySet<string>;
  /** The graph may grow to this many times its nodes. */
  readonly growth?: number;
  /** Called after each action. */
  readonly onStep?: (graph: Graph, site: Site, step: number) => void | Promise<void>;
}

export interface Played {
  readonly graph: Graph;
  /** The names of the rules that were applied, in order. */
  readonly trace: readonly string[];
  /** Sites that turned out not to be any when they were applied; `bug` set means that a rule is wrong. */
  readonly refused: readonly { readonly rule: string; readonly refusal: Refusal }[];
}

/** Plays seeded random legal actions: first a rule that has sites, uniformly, then one of its sites. */
export async function play(graph: Graph, options: PlayOptions): Promise<Played> {
  const { rules, target, seed, steps, growth = 2, onStep } = options;
  const played = options.played === undefined ? null : new Set(options.played);
  const random = createRandom(seed);
  const matcher = createMatcher(rules, target);
  const limit = graph.size * growth + 20;
  let table = matcher.matchAll(graph);
  const trace: string[] = [];
  const refused: { rule: string; refusal: Refusal }[] = [];
  for (let step = 0; step < steps; step++) {
    const playable = rules.flatMap((rule, index) => {
      const sites = table.sites(index);
      return sites.length > 0 ? [{ rule, sites }] : [];
    });
    if (playable.length === 0) break;
    const fresh = played === null ? [] : playable.filter((one) => !played.has(one.rule.name));
    const { rule, sites } = random.pick(fresh.length > 0 && random.int(2) === 0 ? fresh : playable);
    const site = random.pick(sites);
    const applied = applySite(rules, table.graph, site, target);
    if (isRefusal(applied)) {
      refused.push({ rule: rule.name, refusal: applied });
      continue;
    }
    if (applied.graph.size > limit) continue;
    table = matcher.update(table, applied.graph, applied.delta);
    trace.push(rule.name);
    played?.add(rule.name);
    await onStep?.(applied.graph, site, step);
  }
  return { graph: table.graph, trace, refused };
}
