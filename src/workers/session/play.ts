import { CodedError } from '../../core';
import type { Graph, NodeId } from '../../graph';
import {
  applySite,
  createMatcher,
  explain,
  isRefusal,
  rules,
  type Site,
  type SiteTable,
  type Target,
} from '../../transforms';
import type { Pricing } from './dream/pricing';
import type { LegalRewrite, RuleAbout, RuleRefusal } from './protocol';
import { graphAt, type OpenModel, type Step } from './state';
import { nodeKey } from './view';

/** Rewriting by hand: what is legal, why something is not, and applying it. */
export class Play {
  private readonly tables = new WeakMap<object, SiteTable>();
  private readonly matcher;

  constructor(readonly target: Target) {
    this.matcher = createMatcher(rules, target);
  }

  /** How many rewrites begin at each node; nodes without any are left out. */
  places(model: OpenModel, step: number): Map<string, number> {
    const counts = new Map<NodeId, number>();
    for (const { anchor } of this.table(model, step).all()) counts.set(anchor, (counts.get(anchor) ?? 0) + 1);
    return new Map([...counts].map(([anchor, count]) => [nodeKey(anchor), count]));
  }

  /** `pricing` estimates the rewrites of one node: each is made for that, which all of them together are too many for. */
  legal(model: OpenModel, step: number, node: string | null, pricing: Pricing): LegalRewrite[] {
    const table = this.table(model, step);
    const graph = graphAt(model, step);
    const sites = node === null ? [...table.all()] : table.at(nodeIdOf(node));
    const estimated = (site: Site): LegalRewrite['estimated'] => {
      const made = node === null ? null : applySite(rules, graph, site, this.target);
      if (made === null || isRefusal(made)) return null;
      return { beforeMs: pricing.estimate(graph), afterMs: pricing.estimate(made.graph) };
    };
    return sites.map((site) => {
      const rule = rules[site.rule];
      return {
        id: `${site.rule}/${site.anchor}/${site.variant}`,
        rule: rule?.name ?? '',
        title: rule?.title ?? '',
        family: rule?.family ?? '',
        nodes: [nodeKey(site.anchor)],
        estimated: estimated(site),
        move: moveOf(table, site),
      };
    });
  }

  explain(model: OpenModel, step: number, node: string): RuleRefusal[] {
    const graph = graphAt(model, step);
    const anchor = graph.node(nodeIdOf(node));
    return rules.flatMap((rule): RuleRefusal[] => {
      const refusal = explain(rule, graph, anchor, this.target);
      if (refusal === null) return [];
      const culprit = refusal.node === null ? null : nodeKey(refusal.node);
      return [{ rule: rule.name, title: rule.title, reason: refusal.reason, culprit }];
    });
  }

  /** Applies a rewrite after `step`; later steps are dropped. @throws CodedError WORKER_FAILED when it is not legal there. */
  apply(model: OpenModel, step: number, rewrite: string): void {
    const made: Step = {
      site: siteOf(rewrite),
      graph: this.graphAfter(model, step, rewrite),
      estimated: null,
      imagined: null,
      measured: null,
      verified: null,
    };
    model.steps.splice(step, model.steps.length, made);
  }

  /** The graph that a rewrite would make of a step. @throws CodedError WORKER_FAILED when it is not legal there. */
  graphAfter(model: OpenModel, step: number, rewrite: string): Graph {
    const applied = applySite(rules, graphAt(model, step), siteOf(rewrite), this.target);
    if (isRefusal(applied)) {
      throw new CodedError('WORKER_FAILED', `The rewrite does not apply here: ${applied.reason}.`);
    }
    return applied.graph;
  }

  private table(model: OpenModel, step: number): SiteTable {
    const graph = graphAt(model, step);
    const table = this.tables.get(graph) ?? this.matcher.matchAll(graph);
    this.tables.set(graph, table);
    return table;
  }
}

/** @throws CodedError WORKER_FAILED for a name that no rule has. */
export function aboutRule(name: string): RuleAbout {
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) throw new CodedError('WORKER_FAILED', `there is no rule “${name}”`);
  return { algebra: rule.algebra, conditions: rule.conditions };
}

/** A site by its number among those of its rule; null where an environment does not offer it. */
function moveOf(table: SiteTable, { rule, anchor, variant }: Site): LegalRewrite['move'] {
  const site = table.sites(rule).findIndex((one) => one.anchor === anchor && one.variant === variant);
  return site < 0 ? null : { rule, site };
}

export const nodeIdOf = (key: string): NodeId => Number(key.slice(1)) as NodeId;

function siteOf(rewrite: string): Site {
  const [rule = 0, anchor = 0, variant = 0] = rewrite.split('/').map(Number);
  return { rule, anchor: anchor as NodeId, variant };
}
