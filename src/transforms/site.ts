import { Recent, Vec } from '../core';
import type { Graph, NodeId } from '../graph';

/** One legal action: a rule at a place. Holds for one graph; node ids are stable, so a child graph keeps most sites. */
export interface Site {
  /** Index in the list of rules. */
  readonly rule: number;
  readonly anchor: NodeId;
  /** Which of the rule's matches with this anchor. */
  readonly variant: number;
}

/** The agent sees at most this many sites of a rule. */
export const maxSites = 200;

const none: readonly Site[] = [];

/** Tables whose lists by rule are kept: a history keeps every table, and is asked for the lists of the latest. */
const listed = new Recent<SiteTable>(64, (table) => table.letGo());

/** Every legal site of a graph. Tables of successive graphs share structure. */
export class SiteTable {
  private lists: readonly (readonly Site[])[] | null = null;

  constructor(
    readonly graph: Graph,
    readonly ruleCount: number,
    /** Sites by anchor. */
    readonly byAnchor: Vec<readonly Site[]>,
    /** How many sites there are in all. */
    readonly size: number,
  ) {}

  static empty(graph: Graph, ruleCount: number): SiteTable {
    return new SiteTable(graph, ruleCount, Vec.empty(), 0);
  }

  /** All sites whose anchor is this node, by rule. */
  at(anchor: NodeId): readonly Site[] {
    return this.byAnchor.get(anchor) ?? none;
  }

  /** The first `maxSites` sites of a rule, in topological order of their anchors. */
  sites(rule: number): readonly Site[] {
    if (this.lists === null) {
      this.lists = this.collect();
      listed.add(this);
    }
    return this.lists[rule] ?? none;
  }

  /** All sites in topological order of their anchors. */
  *all(): IterableIterator<Site> {
    for (const id of this.graph.topological()) yield* this.at(id);
  }

  /** Forgets what can be computed again. */
  letGo(): void {
    this.lists = null;
  }

  private collect(): readonly (readonly Site[])[] {
    const lists: Site[][] = [];
    for (const site of this.all()) {
      const list = lists[site.rule];
      if (list === undefined) lists[site.rule] = [site];
      else if (list.length < maxSites) list.push(site);
    }
    return lists;
  }
}
