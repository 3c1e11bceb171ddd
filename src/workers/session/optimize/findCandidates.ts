import { createClock } from '../../../agent/clock';
import { guard } from '../../../agent/guard';
import { inTurn } from '../../../agent/inTurn';
import {
  type DreamCheck,
  type ObservedSearch,
  type Path,
  type SearchOptions,
  type SearchResult,
  type StopReason,
  statesOf,
} from '../../../agent/search';
import type { CostTableData } from '../../../bench';
import { createMoves } from '../../../env/moves';
import type { ObservedEnvironment } from '../../../env/observation';
import { createRewriteEnv, type RewriteState } from '../../../env/rewriteEnv';
import { shorten, type TraceStep } from '../../../env/shorten';
import { type Graph, type Node, type NodeId, nodeCost, structuralHash } from '../../../graph';
import { type Rule, rules, type Target } from '../../../transforms';
import { experienceOf, usesOf } from './experienceOf';
import { goOnWhereCheaper, isPriced, playOpenings } from './openings';

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
  /** What operators took, as they were timed; left out where none are. */
  table?(): CostTableData;
  /** Scales estimates so that this graph's is what the clock said. */
  calibrate(graph: Graph, ms: number): void;
  /** Each node's part of a graph's runtime, 0…1; nodes that ORT runs as one share alike. */
  shares(graph: Graph): ReadonlyMap<NodeId, number>;
}

export interface FindOptions {
  readonly base: Graph;
  readonly target: Target;
  readonly search: ObservedSearch;
  /** Whether sequences that are known to pay are tried first. */
  readonly openings: boolean;
  /** Ways that an earlier search found; left out where there was none. */
  readonly known?: readonly (readonly TraceStep[])[];
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
  readonly imaginedSteps: number;
  /** What the agent dreamed and what its play made of it; null where none played. */
  readonly dream: DreamCheck | null;
  /** What went wrong and was survived, in words. */
  readonly problems: readonly string[];
}

/** Longest chain of rewrites, and how much a graph may grow on the way: a convolution by tiles is sixteen nodes. */
const maxDepth = 1500;
const growthLimit = 8;
/** Rounds of searching, timing the operators that the best results are made of, and searching again from another seed. */
const rounds = 3;
/** A round with less time than this, in seconds, is none. */
const leastRound = 0.2;
/** Part of the search's time that known sequences may take. */
const openingShare = 0.3;
/** Part of what is left that timing what they lead to may take: the formula knows no kernel. */
const endsShare = 0.4;
/** Part of what is left, and seconds at least, that going on where the price says so may take. */
const priced = { share: 0.15, least: 0.1 };
/** As many candidates are handed on; those that were not freed of steps without effect stand behind equal ones that were. */
const mostCandidates = 8;
/**
 * How many of the best are freed of steps without effect, in what share of the time, in at most and at least how many
 * seconds each, and how much dearer that may make them.
 */
const shortening = { candidates: 5, share: 0.25, seconds: 1.5, least: 0.15, tolerance: 3e-4 };

/**
 * Searches on estimates. New shapes are first priced by a model fitted to the known ones; what the best candidates are
 * made of is then timed, and the search repeated on the better prices.
 */
export async function findCandidates(options: FindOptions): Promise<Found> {
  const { base, target, prices, signal, banned } = options;
  const start = performance.now();
  const spent = () => (performance.now() - start) / 1000;
  const left = () => options.seconds * (1 - shortening.share) - spent();
  const playable = rules.map((rule): Rule => (banned.has(rule.name) ? { ...rule, providers: [] } : rule));
  const opening = createClock({ seconds: options.seconds * openingShare, signal });
  if (options.openings) options.onProgress('Trying sequences of rewrites that are known to pay');
  const openings = options.openings ? await playOpenings(base, playable, target, opening) : [];
  const found = openings.map((steps): Candidate => {
    const graph = steps.at(-1)?.graph ?? base;
    return { steps, graph, cost: prices.estimate(graph) };
  });
  let stopReason: StopReason = 'time';
  let engineSteps = openings.reduce((n, steps) => n + steps.length, 0);
  let imaginedSteps = 0;
  let dream: DreamCheck | null = null;
  let ends: readonly Candidate[] = [];
  const problems = new Set<string>();
  const game = { graph: base, rules: playable, target, growthLimit };
  const moves = createMoves(game);
  const known = [...openings, ...(options.known ?? [])];
  // Of those that cost the same the last: what costs nothing (an Identity before weights) is in the way of rules.
  const cheapest = (all: readonly Candidate[]): Candidate =>
    all.reduce((a, b) => (prices.estimate(b.graph) <= prices.estimate(a.graph) ? b : a), {
      steps: [],
      graph: base,
      cost: 0,
    });
  /** Goes on from a candidate where today's prices say that it pays; what was found. */
  const goOn = async ({ steps }: Candidate): Promise<readonly (readonly TraceStep[])[]> => {
    const clock = createClock({ seconds: Math.max(priced.least, left() * priced.share), signal });
    const further = await goOnWhereCheaper(base, steps, playable, target, clock, prices.estimate);
    if (further === null) return [];
    const graph = further.at(-1)?.graph ?? base;
    engineSteps += further.length - steps.length;
    found.push({ steps: further, graph, cost: prices.estimate(graph) });
    return [further];
  };
  const ordinary = found.filter(({ steps }) => !isPriced(steps, target));
  let best = Number.POSITIVE_INFINITY;
  const opened = found.map(({ graph }) => graph);
  // Where the prices know what the openings lead to, they were here before: there will be little to time.
  let allKnown = opened.length > 0 && prices.unknown(opened) === 0;
  if (opened.length > 0 && !allKnown && !signal.aborted) {
    options.onProgress(`Timing ${prices.unknown(opened)} new operators`);
    await prices.fill(opened, left() * endsShare);
  }
  for (let round = 0; round < rounds; round++) {
    // What a round found new has to be timed, and searched with, in what the others leave.
    const last = round === rounds - 1 || allKnown;
    const { estimate, shares } = prices;
    const ways = [...known, ...(options.openings ? await goOn(cheapest(ordinary)) : [])];
    const along = ways.map((way) => moves.along(way));
    const guarded = guard(createRewriteEnv({ ...game, moves, estimate, shares, known: along }));
    const { env } = guarded;
    const before = env.cost(env.reset());
    const result = await survive(options.search, env, {
      seconds: last ? left() : left() / 2,
      seed: options.seed + round,
      maxDepth,
      signal,
      onProgress: (cost, steps) =>
        options.onProgress(`Searching: ${steps} rewrites tried, estimated ×${(before / cost).toFixed(2)}`),
    });
    found.push(...result.candidates.map((path) => candidateOf(path, prices)));
    ends = (result.ends ?? []).map((path) => candidateOf(path, prices));
    if (options.openings) await goOn(cheapest(found));
    stopReason = result.stopReason;
    engineSteps += result.engineSteps;
    imaginedSteps += result.imaginedSteps ?? 0;
    dream = result.dream ?? dream;
    for (const problem of [...(result.problems ?? []), ...guarded.problems]) problems.add(problem);
    if (signal.aborted || left() < leastRound || isOver(stopReason)) break;
    // What is known to pay is timed even where the formula, which knows no kernel, thinks little of it.
    const ranked = [
      ...orderOf(found, base, prices).slice(0, 6),
      ...found.slice(0, openings.length).map((own) => ({ ...own, cost: prices.estimate(own.graph) })),
    ];
    const unknown = prices.unknown(ranked.map(({ graph }) => graph));
    allKnown = unknown === 0;
    const now = Math.min(...ranked.map(({ cost }) => cost));
    // A search that ended by itself, and found nothing new from another seed, has nothing more to say.
    if (allKnown && stopReason === 'converged' && round > 0 && now >= best) break;
    best = now;
    if (allKnown) continue;
    options.onProgress(`Timing ${unknown} new operators`);
    await prices.fill(
      ranked.map(({ graph }) => graph),
      left() / 2,
    );
    best = Number.POSITIVE_INFINITY;
  }
  const short: Candidate[] = [];
  const work = workOf(base, prices);
  const listed = shortlist(found, openings.length, base, prices);
  for (const [i, candidate] of listed.entries()) {
    options.onProgress(`Taking out rewrites without effect, of ${candidate.steps.length}`);
    const fair = (options.seconds - spent()) / (listed.length - i);
    const seconds = Math.max(shortening.least, Math.min(shortening.seconds, fair));
    const clock = createClock({ seconds, signal });
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
  const others = orderOf(found, base, prices).slice(0, mostCandidates);
  return {
    candidates: withEnds(orderOf([...short, ...others], base, prices), ends, base, prices),
    stopReason,
    engineSteps,
    imaginedSteps,
    dream,
    problems: [...problems],
  };
}

const isOver = (reason: StopReason): boolean => reason === 'nothing-legal' || reason === 'error';

/** A search that throws has found nothing, and says why. */
async function survive(
  search: ObservedSearch,
  env: ObservedEnvironment<RewriteState>,
  options: SearchOptions,
): Promise<SearchResult<RewriteState>> {
  try {
    return await search(env, options);
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown);
    return { candidates: [], stopReason: 'error', engineSteps: 0, problems: [problem] };
  }
}

function candidateOf(path: Path<RewriteState>, prices: Prices): Candidate {
  const { graph } = path.state;
  const steps = statesOf(path).flatMap(({ state }) =>
    state.site === null ? [] : [{ site: state.site, graph: state.graph }],
  );
  return { steps, graph, cost: prices.estimate(graph) };
}

/**
 * The order of measuring, with where simple searches ended behind the best by either opinion, unless these cannot be told
 * from it: prices of a graph that takes a fifth of a millisecond are too coarse to say that something is worse.
 */
function withEnds(
  order: readonly Candidate[],
  ends: readonly Candidate[],
  base: Graph,
  prices: Prices,
): readonly Candidate[] {
  const best = order.slice(0, 2);
  const told = orderOf(ends.filter(isNewTo(best, base, prices)), base, prices);
  const known = new Set([...best, ...told].map(({ graph }) => structuralHash(graph)));
  const others = order.filter(({ graph }) => !known.has(structuralHash(graph)));
  return [...best, ...told, ...others].slice(0, mostCandidates);
}

/** The first that are worth measuring, and what the openings gave unless it cannot be told from one of these. */
function shortlist(
  found: readonly Candidate[],
  openings: number,
  base: Graph,
  prices: Prices,
): readonly Candidate[] {
  const best = orderOf(found, base, prices).slice(0, shortening.candidates);
  return [...best, ...found.slice(0, openings).filter(isNewTo(best, base, prices))];
}

/** Whether a candidate can be told from each of these. */
const isNewTo =
  (known: readonly Candidate[], base: Graph, prices: Prices) =>
  (candidate: Candidate): boolean =>
    orderOf([...known, candidate], base, prices).length > known.length;

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

/**
 * Candidates that end in different graphs, in the order in which they are worth measuring: by today's prices and what the
 * clock taught of their rules, and by that and the arithmetic, in turn.
 */
function orderOf(candidates: readonly Candidate[], base: Graph, prices: Prices): Candidate[] {
  const experience = experienceOf(base);
  const work = workOf(base, prices);
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = structuralHash(candidate.graph);
    const known = byKey.get(key);
    if (known === undefined || candidate.steps.length < known.steps.length) byKey.set(key, candidate);
  }
  const priced = [...byKey.values()].map((own) => ({ ...own, cost: prices.estimate(own.graph) }));
  return [
    ...inTurn(priced, (candidate) => {
      const { cost, graph, steps } = candidate;
      const likely = cost * Math.exp(-experience.residual(usesOf(candidate)));
      return { cost: likely, worth: likely + work(graph) - cost, depth: steps.length };
    }),
  ];
}
