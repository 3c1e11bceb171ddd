import type { Delta, Graph } from '../graph';
import {
  applySite,
  createMatcher,
  isRefusal,
  type Matcher,
  type Rule,
  type Site,
  SiteTable,
  type Target,
} from '../transforms';
import { type Action, siteLimit } from './environment';

/** A graph on the way. */
export interface RewriteState {
  readonly graph: Graph;
  /** Its legal sites, looked for when they are first asked for. */
  readonly table: SiteTable;
  /** The site that led here; null at the start. */
  readonly site: Site | null;
  /** The state that it was rewritten from, and what changed; null at the start and on ways that were played elsewhere. */
  readonly from: { readonly state: RewriteState; readonly delta: Delta } | null;
}

export interface MovesOptions {
  readonly graph: Graph;
  readonly rules: readonly Rule[];
  readonly target: Target;
  /** A state whose graph has more than this many times the start's nodes is refused. */
  readonly growthLimit: number;
}

/** The sites of states, of all rules or of some. */
export interface Sites {
  of(state: RewriteState): SiteTable;
}

/** The rewrite engine as a game without prices. */
export interface Moves {
  readonly start: RewriteState;
  /** Sites of all rules. */
  readonly all: Sites;
  /** Sites of these rules alone, which are found in less time; rules keep their numbers, and sites theirs. */
  only(rules: readonly number[]): Sites;
  /** The states of a way from the start that was played elsewhere. */
  along(steps: readonly Pick<RewriteState, 'site' | 'graph'>[]): RewriteState[];
  /** The next state: the same one for the same move. Null when the engine refuses after all. */
  step(state: RewriteState, action: Action, sites: Sites): RewriteState | null;
}

/** Twice this many moves are remembered at most: those of the last playouts, which begin alike. */
const remembered = 3000;
/** A table is brought up to date along at most this many rewrites; matching a graph afresh costs as much. */
const longestChain = 12;

/**
 * The moves of a graph. Sites are looked for when somebody asks for them, since most states are only priced. Where a move
 * leads is remembered: playouts of similar sets of rules begin with the same moves.
 */
export function createMoves({ graph, rules, target, growthLimit }: MovesOptions): Moves {
  const largest = Math.max(64, graph.size * growthLimit);
  const matcher = createMatcher(rules, target);
  const all = sitesBy(matcher, (state) => matcher.matchAll(state.graph));
  const stateOf = (own: Omit<RewriteState, 'table'>): RewriteState => ({
    ...own,
    get table() {
      return all.of(this);
    },
  });
  const start = stateOf({ graph, site: null, from: null });
  const memory = createMemory();
  return {
    start,
    all,
    along: (steps) => steps.map(({ site, graph: reached }) => stateOf({ graph: reached, site, from: null })),
    only: (chosen) => {
      const wanted = new Set(chosen);
      const some = rules.map((rule, i): Rule => (wanted.has(i) ? rule : { ...rule, providers: [] }));
      return sitesBy(createMatcher(some, target), (state) => kept(all.of(state), wanted));
    },
    step: (state, { rule, site: index }, sites) => {
      if (index >= siteLimit) return null;
      const key = rule * siteLimit + index;
      const known = memory.get(state, key);
      if (known !== undefined) return known;
      const site = sites.of(state).sites(rule)[index];
      if (site === undefined) return null;
      const applied = applySite(rules, state.graph, site, target);
      const next =
        isRefusal(applied) || applied.graph.size > largest
          ? null
          : stateOf({ graph: applied.graph, site, from: { state, delta: applied.delta } });
      memory.set(state, key, next);
      return next;
    },
  };
}

/** Tables of the states that are asked for, each from that of the nearest state before it, or from the graph itself. */
function sitesBy(matcher: Matcher, afresh: (state: RewriteState) => SiteTable): Sites {
  const tables = new WeakMap<RewriteState, SiteTable>();
  const keep = (state: RewriteState, table: SiteTable): SiteTable => {
    tables.set(state, table);
    return table;
  };
  return {
    of: (state) => {
      const behind: RewriteState[] = [];
      let at = state;
      let table = tables.get(at);
      while (table === undefined && at.from !== null && behind.length < longestChain) {
        behind.push(at);
        at = at.from.state;
        table = tables.get(at);
      }
      if (table === undefined) return keep(state, afresh(state));
      for (const next of behind.reverse()) {
        if (next.from === null) break;
        table = keep(next, matcher.update(table, next.graph, next.from.delta));
      }
      return table;
    },
  };
}

/** The part of a table that is about these rules. */
function kept(table: SiteTable, rules: ReadonlySet<number>): SiteTable {
  let { byAnchor, size } = table;
  for (const { id } of table.graph.nodes()) {
    const sites = table.at(id);
    const own = sites.filter(({ rule }) => rules.has(rule));
    if (own.length === sites.length) continue;
    size -= sites.length - own.length;
    byAnchor = byAnchor.set(id, own);
  }
  return new SiteTable(table.graph, table.ruleCount, byAnchor, size);
}

interface Memory {
  get(state: RewriteState, key: number): RewriteState | null | undefined;
  set(state: RewriteState, key: number, next: RewriteState | null): void;
}

/** Remembers where moves led, in two generations: the older one is forgotten when the younger is full. */
function createMemory(): Memory {
  type Generation = WeakMap<RewriteState, Map<number, RewriteState | null>>;
  let young: Generation = new WeakMap();
  let old: Generation = new WeakMap();
  let size = 0;
  const set: Memory['set'] = (state, key, next) => {
    if (size >= remembered) {
      old = young;
      young = new WeakMap();
      size = 0;
    }
    const own = young.get(state) ?? new Map<number, RewriteState | null>();
    own.set(key, next);
    young.set(state, own);
    size++;
  };
  return {
    set,
    get: (state, key) => {
      const found = young.get(state)?.get(key);
      if (found !== undefined) return found;
      const older = old.get(state)?.get(key);
      if (older !== undefined) set(state, key, older);
      return older;
    },
  };
}
