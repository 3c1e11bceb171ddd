import { assert, Vec } from '../core';
import type { Delta, Graph, Node, NodeId } from '../graph';
import { interpret } from './interpret';
import { contextOf, refusalOf } from './legal';
import { allowedOn, type Rule, type RuleContext, type Target } from './rule';
import { type Site, SiteTable } from './site';

export interface Matcher {
  readonly rules: readonly Rule[];
  readonly target: Target;
  /** Every site of a graph. */
  matchAll(graph: Graph): SiteTable;
  /** The table of the graph that a rewrite made: only what the change can reach is matched again. */
  update(table: SiteTable, graph: Graph, delta: Delta): SiteTable;
}

/** Steps from what changed: down through consumers; the same from siblings of what changed; and up through producers. */
interface Reach {
  readonly down: Map<NodeId, number>;
  readonly side: Map<NodeId, number>;
  readonly up: Map<NodeId, number>;
}

/** Rules, indexed by the operator of their anchor. Rules that the target does not allow have no sites. */
export function createMatcher(rules: readonly Rule[], target: Target): Matcher {
  const byOp = new Map<string, number[]>();
  const anywhere: number[] = [];
  const live = rules.flatMap((rule, index) => (allowedOn(rule, target) ? [index] : []));
  for (const index of live) {
    const anchor = ruleAt(rules, index).anchor;
    if (anchor.ops.length === 0) anywhere.push(index);
    for (const op of anchor.ops) {
      const key = `${anchor.domain ?? ''}:${op}`;
      byOp.set(key, [...(byOp.get(key) ?? []), index]);
    }
  }
  // For operators without rules of their own too: rules for any operator, in the order of the list.
  const lists = new Map<string, readonly number[]>();
  const rulesFor = (node: Node): readonly number[] => {
    const key = `${node.domain}:${node.op}`;
    let list = lists.get(key);
    if (list === undefined) {
      list = [...(byOp.get(key) ?? []), ...anywhere].sort((a, b) => a - b);
      lists.set(key, list);
    }
    return list;
  };
  const most = (of: (rule: Rule) => number): number => Math.max(0, ...live.map((i) => of(ruleAt(rules, i))));
  const limits = {
    radius: most((rule) => rule.radius),
    side: most((rule) => (rule.sideways ? rule.radius : -1)),
    up: most((rule) => rule.down),
  };

  function matchAll(graph: Graph): SiteTable {
    const context = contextOf(graph, target);
    const table: (readonly Site[])[] = Array.from({ length: graph.nodeCapacity }, () => nothing);
    let size = 0;
    for (const node of graph.nodes()) {
      const sites: Site[] = [];
      for (const index of rulesFor(node)) collect(ruleAt(rules, index), index, node, context, sites);
      if (sites.length > 0) table[node.id] = sites.slice();
      size += sites.length;
    }
    return new SiteTable(graph, rules.length, Vec.from(table), size);
  }

  function update(table: SiteTable, graph: Graph, delta: Delta): SiteTable {
    const context = contextOf(graph, target);
    const reach = reached(table.graph, graph, delta, limits);
    let { byAnchor, size } = table;
    for (const id of delta.removed) {
      const before = byAnchor.get(id);
      if (before === undefined || before.length === 0) continue;
      size -= before.length;
      byAnchor = byAnchor.set(id, nothing);
    }
    const dirty = new Set([...reach.down.keys(), ...reach.side.keys(), ...reach.up.keys()]);
    for (const id of dirty) {
      const node = graph.node(id);
      const before = byAnchor.get(id) ?? nothing;
      const sites: Site[] = [];
      for (const index of rulesFor(node)) {
        const rule = ruleAt(rules, index);
        if (isReached(rule, id, reach)) collect(rule, index, node, context, sites);
        else for (const site of before) if (site.rule === index) sites.push(site);
      }
      const now = settled(sites, before);
      if (now === before) continue;
      size += now.length - before.length;
      byAnchor = byAnchor.set(id, now);
    }
    return new SiteTable(graph, rules.length, byAnchor, size);
  }

  return { rules, target, matchAll, update };
}

const nothing: readonly Site[] = [];

/** The sites as they are kept: the list from before where they are the same, its sites where some are, and no spare room. */
function settled(sites: readonly Site[], before: readonly Site[]): readonly Site[] {
  if (sites.length === 0) return nothing;
  const same = (a: Site, b: Site): boolean => a.rule === b.rule && a.variant === b.variant;
  const kept = sites.map((site) => before.find((old) => same(old, site)) ?? site);
  return kept.length === before.length && kept.every((site, i) => site === before[i]) ? before : kept;
}

function ruleAt(rules: readonly Rule[], index: number): Rule {
  const rule = rules[index];
  assert(rule !== undefined, () => `no rule ${index}`);
  return rule;
}

function collect(rule: Rule, index: number, node: Node, context: RuleContext, into: Site[]): void {
  const matches = interpret(rule, context.graph, node);
  for (let variant = 0; variant < matches.length; variant++) {
    const match = matches[variant];
    if (match !== undefined && refusalOf(rule, match, context) === null) {
      into.push({ rule: index, anchor: node.id, variant });
    }
  }
}

const within = (distances: Map<NodeId, number>, id: NodeId, limit: number): boolean => {
  const distance = distances.get(id);
  return distance !== undefined && distance <= limit;
};

const isReached = (rule: Rule, id: NodeId, reach: Reach): boolean =>
  within(reach.down, id, rule.radius) ||
  (rule.sideways && within(reach.side, id, rule.radius)) ||
  (rule.down > 0 && within(reach.up, id, rule.down));

function reached(
  before: Graph,
  graph: Graph,
  delta: Delta,
  limits: { readonly radius: number; readonly side: number; readonly up: number },
): Reach {
  const starts = [...delta.added, ...delta.touched].filter((id) => graph.findNode(id) !== null);
  const down = spread(graph, starts, limits.radius);
  const side = limits.side < 0 ? new Map<NodeId, number>() : spread(graph, siblings(), limits.side);
  const up = new Map<NodeId, number>();
  let level = limits.up > 0 ? starts : [];
  for (let distance = 0; distance <= limits.up && level.length > 0; distance++) {
    const above: NodeId[] = [];
    for (const id of level) {
      if (up.has(id)) continue;
      up.set(id, distance);
      for (const input of graph.node(id).inputs) {
        const producer = graph.producer(input);
        if (producer !== null) above.push(producer.id);
      }
    }
    level = above;
  }
  return { down, side, up };

  function siblings(): NodeId[] {
    const found = new Set<NodeId>();
    const visit = (node: Node | null) => {
      for (const input of node?.inputs ?? []) {
        if (input === null || graph.findValue(input)?.constant !== null) continue;
        for (const use of graph.uses(input)) found.add(use.node);
      }
      for (const output of node?.outputs ?? []) {
        if (output !== null) for (const use of graph.uses(output)) found.add(use.node);
      }
    };
    for (const id of starts) visit(graph.node(id));
    for (const id of delta.removed) visit(before.findNode(id));
    return [...found];
  }
}

/** Distance down through consumers, up to a limit. Constant nodes feed too many to follow, and change nothing. */
function spread(graph: Graph, starts: readonly NodeId[], limit: number): Map<NodeId, number> {
  const distances = new Map<NodeId, number>();
  let level: readonly NodeId[] = starts;
  for (let distance = 0; distance <= limit && level.length > 0; distance++) {
    const below: NodeId[] = [];
    for (const id of level) {
      if (distances.has(id)) continue;
      distances.set(id, distance);
      const node = graph.node(id);
      if (node.op === 'Constant' && node.domain === '') continue;
      for (const output of node.outputs) {
        if (output !== null) for (const use of graph.uses(output)) below.push(use.node);
      }
    }
    level = below;
  }
  return distances;
}
