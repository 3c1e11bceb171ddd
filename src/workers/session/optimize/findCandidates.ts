import { createClock } from '../../../agent/clock';
import { type Path, type Search, type StopReason, statesOf } from '../../../agent/search';
import { createRewriteEnv, type RewriteState } from '../../../env/rewriteEnv';
import { shorten, type TraceStep } from '../../../env/shorten';
import { type Graph, type Node, type NodeId, nodeCost, structuralHash } from '../../../graph';
import { type Rule, rules, type Target } from '../../../transforms';
import { playOpenings } from './openings';

/** Prices graphs from per-operator costs; `fill` times what it does not know yet. */
export interface Prices {
  estimate(graph: Graph): number;
  /** How many operators of these graphs have never been timed. */
  unknown(graphs: readonly Graph[]): number;
  fill(
    graphs: readonly Graph[],
    seconds: number,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>;
  /** Scales estimates so that this graph's is what the clock said. */
  calibrate(graph: Graph, ms: number): void;
  /** Each node's part of a graph's runtime, 0…1; nodes that ORT runs as one share alike. */
  shares(graph: Graph): ReadonlyMap<NodeId, number>;
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

/** A way to a faster graph, with what it is estimated to cost in milliseconds. */
export interface Candidate {
  readonly steps: readonly TraceStep[];
  readonly graph: Graph;
  readonly cost: number;
}

export interface Found {
  /** The best first. */
  readonly candidates: readonly Candidate[];
  readonly stopReason: StopReason;
  readonly engineSteps: number;
}

/** Longest chain of rewrites, and how much a graph may grow on the way. */
const maxDepth = 1500;
const growthLimit = 3;
/** Rounds of searching, timing the operators that the best results are made of, and searching again. */
const rounds = 3;
/** Part of the search's time that known sequences may take. */
const openingShare = 0.3;
/** How many of the best are freed of steps without effect, in how many seconds each, and what that may cost at most. */
const shortening = { candidates: 4, seconds: 1.5, tolerance: 1e-3 };

/**
 * Searches on estimates. New shapes are first priced by a model fitted to the known ones; what the best candidates are
 * made of is then timed, and the search repeated on the better prices.
 */
export async function findCandidates(options: FindOptions): Promise<Found> {
  const { base, target, prices, signal, banned } = options;
  const start = performance.now();
  const left = () => options.seconds - (performance.now() - start) / 1000;
  const playable = rules.map((rule): Rule => (banned.has(rule.name) ? { ...rule, providers: [] } : rule));
  options.onProgress('Trying sequences of rewrites that are known to pay');
  const opening = createClock({ seconds: options.seconds * openingShare, signal });
  const known = await playOpenings(base, playable, target, opening);
  const found = known.map((steps): Candidate => {
    const graph = steps.at(-1)?.graph ?? base;
    return { steps, graph, cost: prices.estimate(graph) };
  });
  let stopReason: StopReason = 'time';
  let engineSteps = known.reduce((n, steps) => n + steps.length, 0);
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
    found.push(...result.candidates.map((path) => candidateOf(path, prices)));
    stopReason = result.stopReason;
    engineSteps += result.engineSteps;
    const graphs = distinct(found, prices)
      .slice(0, 6)
      .map(({ graph }) => graph);
    if (signal.aborted || left() < 0.5 || stopReason === 'nothing-legal' || prices.unknown(graphs) === 0)
      break;
    options.onProgress(`Timing ${prices.unknown(graphs)} new operators`);
    await prices.fill(graphs, left() / 2);
  }
  const short: Candidate[] = [];
  const work = workOf(base, prices);
  for (const candidate of shortlist(found, known.length, prices)) {
    options.onProgress(`Taking out rewrites without effect, of ${candidate.steps.length}`);
    const clock = createClock({ seconds: shortening.seconds, signal });
    const { tolerance } = shortening;
    const stop = () => clock.tick();
    const shorter = await shorten(candidate.steps, {
      base,
      rules: playable,
      target,
      estimate: work,
      tolerance,
      stop,
    });
    engineSteps += shorter.engineSteps;
    short.push({ ...candidate, steps: shorter.steps, graph: shorter.steps.at(-1)?.graph ?? base });
  }
  return { candidates: distinct(short, prices), stopReason, engineSteps };
}

function candidateOf(path: Path<RewriteState>, prices: Prices): Candidate {
  const { graph } = path.state;
  const steps = statesOf(path).flatMap(({ state }) =>
    state.site === null ? [] : [{ site: state.site, graph: state.graph }],
  );
  return { steps, graph, cost: prices.estimate(graph) };
}

/** The best by estimate, and whatever the openings gave: an estimate can be wrong about a whole kind of rewrite. */
function shortlist(found: readonly Candidate[], openings: number, prices: Prices): readonly Candidate[] {
  const best = distinct(found, prices).slice(0, shortening.candidates);
  return [
    ...best,
    ...found.slice(0, openings).filter((opening) => !best.some(({ graph }) => graph === opening.graph)),
  ];
}

/**
 * What a step must contribute to in order to stay: the estimate, or the arithmetic, which no error of the estimate hides.
 * Both count alike.
 */
function workOf(base: Graph, prices: Prices): (graph: Graph) => number {
  const known = new WeakMap<Node, number>();
  const macsOf = (graph: Graph): number => {
    let sum = 0;
    for (const node of graph.nodes()) {
      const macs = known.get(node) ?? nodeCost(graph, node)?.macs ?? 0;
      known.set(node, macs);
      sum += macs;
    }
    return sum;
  };
  const perMac = prices.estimate(base) / Math.max(1, macsOf(base));
  return (graph) => prices.estimate(graph) + perMac * macsOf(graph);
}

/** Candidates that end in different graphs, on today's prices, the best first. */
function distinct(candidates: readonly Candidate[], prices: Prices): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = structuralHash(candidate.graph);
    const known = byKey.get(key);
    if (known === undefined || candidate.steps.length < known.steps.length) byKey.set(key, candidate);
  }
  return [...byKey.values()]
    .map((candidate) => ({ ...candidate, cost: prices.estimate(candidate.graph) }))
    .sort((a, b) => a.cost - b.cost || a.steps.length - b.steps.length);
}
