import { createClock } from '../../../agent/clock';
import { type Path, pathOf, type Search, type StopReason, statesOf } from '../../../agent/search';
import { createRewriteEnv, type RewriteState } from '../../../env/rewriteEnv';
import { shorten } from '../../../env/shorten';
import type { Graph } from '../../../graph';
import { type Rule, rules, type Target } from '../../../transforms';

/** Prices graphs from per-operator costs; `fill` times what it does not know yet. */
export interface Prices {
  estimate(graph: Graph): number;
  /** How many operators of these graphs have never been timed. */
  unknown(graphs: readonly Graph[]): number;
  fill(graphs: readonly Graph[], seconds: number): Promise<void>;
}

export interface FindOptions {
  readonly base: Graph;
  readonly target: Target;
  readonly search: Search;
  readonly prices: Prices;
  readonly seconds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Names of rules that failed a check and must not be played. */
  readonly banned: ReadonlySet<string>;
  readonly onProgress: (message: string) => void;
}

export interface Found {
  readonly paths: readonly Path<RewriteState>[];
  readonly stopReason: StopReason;
  readonly engineSteps: number;
}

/** Longest chain of rewrites, and how much a graph may grow on the way. */
const maxDepth = 1500;
const growthLimit = 3;
/** Rounds of searching, timing the operators that the best results are made of, and searching again. */
const rounds = 3;
/** How many of the best are freed of steps without effect, in how many seconds in all, and what that may cost at most. */
const shortening = { paths: 5, seconds: 4, tolerance: 1e-3 };

/**
 * Searches on estimates. New shapes are first priced by a model fitted to the known ones; what the best candidates are
 * made of is then timed, and the search repeated on the better prices.
 */
export async function findCandidates(options: FindOptions): Promise<Found> {
  const { base, target, prices, signal, banned } = options;
  const start = performance.now();
  const left = () => options.seconds - (performance.now() - start) / 1000;
  const playable = rules.map((rule): Rule => (banned.has(rule.name) ? { ...rule, providers: [] } : rule));
  let found: Found = { paths: [], stopReason: 'time', engineSteps: 0 };
  for (let round = 0; round < rounds; round++) {
    const env = createRewriteEnv({
      graph: base,
      rules: playable,
      target,
      estimate: prices.estimate,
      growthLimit,
    });
    const before = env.cost(env.reset());
    const result = await options.search(env, {
      seconds: round === rounds - 1 ? left() : left() / 2,
      seed: options.seed + round,
      maxDepth,
      signal,
      onProgress: (best, steps) =>
        options.onProgress(`Searching: ${steps} rewrites tried, estimated ×${(before / best).toFixed(2)}`),
    });
    found = {
      paths: distinct([...result.candidates, ...found.paths], env.key, prices),
      stopReason: result.stopReason,
      engineSteps: found.engineSteps + result.engineSteps,
    };
    const graphs = result.candidates.slice(0, 6).map((path) => path.state.graph);
    if (
      signal.aborted ||
      left() < 0.5 ||
      result.stopReason === 'nothing-legal' ||
      prices.unknown(graphs) === 0
    )
      break;
    options.onProgress(`Timing ${prices.unknown(graphs)} new operators`);
    await prices.fill(graphs, left() / 2);
  }
  options.onProgress('Taking out rewrites without effect');
  const env = createRewriteEnv({
    graph: base,
    rules: playable,
    target,
    estimate: prices.estimate,
    growthLimit,
  });
  const seconds = shortening.seconds / shortening.paths;
  const short: Path<RewriteState>[] = [];
  for (const path of found.paths.slice(0, shortening.paths)) {
    const clock = createClock({ seconds, signal });
    const result = await shorten(
      env,
      statesOf(path).map(({ state }) => state),
      {
        tolerance: shortening.tolerance,
        stop: () => clock.tick(),
      },
    );
    found = { ...found, engineSteps: found.engineSteps + result.engineSteps };
    short.push(pathOf(env, result.states));
  }
  return { ...found, paths: distinct(short, env.key, prices) };
}

/** Paths that end in different graphs, on today's prices, the best first. */
function distinct(
  paths: readonly Path<RewriteState>[],
  key: (state: RewriteState) => string,
  prices: Prices,
): Path<RewriteState>[] {
  const byKey = new Map<string, Path<RewriteState>>();
  for (const path of paths) {
    const k = key(path.state);
    const known = byKey.get(k);
    if (known === undefined || path.depth < known.depth) byKey.set(k, path);
  }
  return [...byKey.values()]
    .map((path) => ({ ...path, cost: prices.estimate(path.state.graph) }))
    .sort((a, b) => a.cost - b.cost || a.depth - b.depth);
}
