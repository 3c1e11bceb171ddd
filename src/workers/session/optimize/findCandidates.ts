import { createClock } from '../../../agent/clock';
import { Experience } from '../../../agent/experience';
import { guard } from '../../../agent/guard';
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
import type { TraceStep } from '../../../env/shorten';
import type { Graph, NodeId } from '../../../graph';
import { type Rule, rules, type Target } from '../../../transforms';
import { createFreeing, type Freeing } from './freeing';
import { goOnWhereCheaper, isPriced, playOpenings } from './openings';
import { type Grounds, isNewTo, mostCandidates, orderOf, withEnds, workOf } from './order';

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
  /** What an earlier search's openings gave, by the same rules; left out: they are played. */
  readonly opened?: readonly (readonly TraceStep[])[];
  /** Ways that an earlier search found; left out where there was none. */
  readonly known?: readonly (readonly TraceStep[])[];
  readonly prices: Prices;
  /** What the clock taught of rules; left out: nothing yet. */
  readonly experience?: Pick<Experience, 'residual'>;
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
  /** For those that the clock moves to the front: only the first of today's order were freed of steps without effect. */
  readonly free: Freeing;
  /** What the openings gave. */
  readonly opened: readonly (readonly TraceStep[])[];
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
/**
 * How many of the best are freed of steps without effect, in what share of the time, and in at most and at least how many
 * seconds each.
 */
const shortening = { candidates: 5, share: 0.25, seconds: 1.5, least: 0.15 };

/**
 * Searches on estimates. New shapes are first priced by a model fitted to the known ones; what the best candidates are
 * made of is then timed, and the search repeated on the better prices.
 */
export async function findCandidates(options: FindOptions): Promise<Found> {
  const { base, target, prices, signal, banned, experience = new Experience() } = options;
  const grounds = { base, prices, experience };
  const start = performance.now();
  const spent = () => (performance.now() - start) / 1000;
  const left = () => options.seconds * (1 - shortening.share) - spent();
  const playable = rules.map((rule): Rule => (banned.has(rule.name) ? { ...rule, providers: [] } : rule));
  const opening = createClock({ seconds: options.seconds * openingShare, signal });
  const toPlay = options.openings && options.opened === undefined;
  if (toPlay) options.onProgress('Trying sequences of rewrites that are known to pay');
  const openings = toPlay ? await playOpenings(base, playable, target, opening) : (options.opened ?? []);
  const found = openings.map((steps): Candidate => {
    const graph = steps.at(-1)?.graph ?? base;
    return { steps, graph, cost: prices.estimate(graph) };
  });
  let stopReason: StopReason = 'time';
  let engineSteps = toPlay ? openings.reduce((n, steps) => n + steps.length, 0) : 0;
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
    // A later round may be cut off before any of them ends.
    if (result.ends !== undefined && result.ends.length > 0)
      ends = result.ends.map((path) => candidateOf(path, prices));
    if (options.openings) await goOn(cheapest(found));
    stopReason = result.stopReason;
    engineSteps += result.engineSteps;
    imaginedSteps += result.imaginedSteps ?? 0;
    dream = result.dream ?? dream;
    for (const problem of [...(result.problems ?? []), ...guarded.problems]) problems.add(problem);
    if (signal.aborted || left() < leastRound || isOver(stopReason)) break;
    // What is known to pay is timed even where the formula, which knows no kernel, thinks little of it.
    const ranked = [
      ...orderOf(found, grounds).slice(0, 6),
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
    // Timing took what there was: a round in what is left would end without a word.
    if (left() < leastRound) {
      if (options.openings && !signal.aborted) await goOn(cheapest(found));
      break;
    }
    best = Number.POSITIVE_INFINITY;
  }
  const short: Candidate[] = [];
  const free = createFreeing({ base, rules: playable, target, estimate: workOf(grounds), signal });
  const listed = shortlist(found, openings.length, grounds);
  for (const [i, candidate] of listed.entries()) {
    options.onProgress(`Taking out rewrites without effect, of ${candidate.steps.length}`);
    const fair = (options.seconds - spent()) / (listed.length - i);
    const seconds = Math.max(shortening.least, Math.min(shortening.seconds, fair));
    const freed = await free(candidate, seconds);
    engineSteps += freed.engineSteps;
    short.push(freed.candidate);
  }
  const others = orderOf(found, grounds).slice(0, mostCandidates);
  return {
    candidates: withEnds(orderOf([...short, ...others], grounds), ends, grounds),
    free,
    opened: openings,
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

/** The first that are worth measuring, and what the openings gave unless it cannot be told from one of these. */
function shortlist(found: readonly Candidate[], openings: number, grounds: Grounds): readonly Candidate[] {
  const best = orderOf(found, grounds).slice(0, shortening.candidates);
  return [...best, ...found.slice(0, openings).filter(isNewTo(best, grounds))];
}
