import type { Summary } from '../../../bench';
import { CodedError } from '../../../core';
import { type Graph, graphCost, structuralHash } from '../../../graph';
import { fastestFirst } from './fastestFirst';
import type { Candidate } from './findCandidates';
import type { Lab, LabOptions } from './lab';

export interface MeasuredCandidate {
  readonly candidate: Candidate;
  readonly ratio: number;
  readonly ci95: readonly [number, number];
}

export interface MeasureOptions {
  readonly lab: Lab;
  readonly base: Graph;
  readonly candidates: readonly Candidate[];
  /** The order in which those that are left are worth measuring, once these were. */
  readonly reorder: (
    left: readonly Candidate[],
    measured: readonly MeasuredCandidate[],
  ) => readonly Candidate[];
  /** Frees a candidate of steps without effect before it is measured. */
  readonly free: (candidate: Candidate) => Promise<Candidate>;
  readonly seconds: number;
  /** About how long one run of the original takes, in milliseconds. */
  readonly ms: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string, done: number, total: number, secondsLeft: number) => void;
  /** A candidate that the runtime refuses is left out and reported here. */
  readonly onRefused: (candidate: Candidate, error: CodedError) => void;
}

/** Sessions of one comparison may hold this many bytes of weights: WebAssembly ends at 4 GB. */
const roomForWeights = 1.2e9;
/** Rounds after which the order of candidates rarely changes any more. */
const roundsEnough = 60;
const mostAtOnce = 4;
export const mostMeasured = 8;

/**
 * Measures the most promising graphs against the original, several in the same rounds where they fit; what these show decides
 * which come next. The fastest first.
 */
export async function measureCandidates(options: MeasureOptions): Promise<MeasuredCandidate[]> {
  const { base, signal } = options;
  const start = performance.now();
  const left = () => options.seconds - (performance.now() - start) / 1000;
  const weightBytes = Math.max(1, graphCost(base).params * 4);
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(roomForWeights / weightBytes) - 1));
  let queue: readonly Candidate[] = options.candidates.filter(({ steps }) => steps.length > 0);
  const total = Math.min(queue.length, mostMeasured);
  const measured: MeasuredCandidate[] = [];
  /** Graphs that need not be measured again: without steps that have no effect, two ways may lead to one. */
  const known = new Set([structuralHash(base)]);
  for (let done = 0; done < total && !signal.aborted; done += atOnce) {
    if (done > 0 && left() < 1) break;
    // The first places are given by kind, not by price.
    if (done >= mostAtOnce) queue = options.reorder(queue, measured);
    const group: Candidate[] = [];
    while (group.length < Math.min(atOnce, total - done) && !signal.aborted) {
      const [next, ...others] = queue;
      if (next === undefined) break;
      queue = others;
      const candidate = await options.free(next);
      const hash = structuralHash(candidate.graph);
      if (known.has(hash)) continue;
      known.add(hash);
      group.push(candidate);
    }
    if (group.length === 0) break;
    const message = `Measuring candidate ${done + 1}${group.length > 1 ? `–${done + group.length}` : ''} of ${total}`;
    options.onProgress(message, done, total, Math.max(left(), leastSeconds(options.ms, group.length)));
    const fair = left() / Math.ceil((total - done) / atOnce);
    const enough = Math.max(1.5, (options.ms / 1000) * roundsEnough * (group.length + 2));
    const seconds = Math.max(1, Math.min(fair, enough));
    measured.push(...(await measureGroup(options, group, seconds)));
  }
  return fastestFirst(measured);
}

/** Runs of each model before a first figure: two to warm it up, and a round with the original in both of its places. */
const leastRuns = 3;

/** A measurement lasts at least this long, however little time is left for it. Seconds. */
const leastSeconds = (ms: number, candidates: number): number => (leastRuns * (candidates + 2) * ms) / 1000;

async function measureGroup(
  options: MeasureOptions,
  group: readonly Candidate[],
  seconds: number,
): Promise<MeasuredCandidate[]> {
  const { lab, seed, signal } = options;
  const last: { summary: Summary | null } = { summary: null };
  const timing: LabOptions = {
    seconds,
    precision: 0.004,
    seed,
    level: 'all',
    signal,
    onProgress: null,
    onSummary: (summary) => {
      last.summary = summary;
    },
  };
  const told = ({ candidates }: Pick<Summary, 'candidates'>): MeasuredCandidate[] =>
    group.flatMap((candidate, i) => {
      const result = candidates[i];
      return result === undefined ? [] : [{ candidate, ratio: result.ratio, ci95: result.ci95 }];
    });
  try {
    return told(
      await lab.compareMany(
        group.map(({ graph }) => graph),
        timing,
      ),
    );
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code === 'STOPPED') {
      // A few rounds tell enough for the best so far; it is confirmed all the same.
      if (signal.aborted) return last.summary === null ? [] : told(last.summary);
      throw thrown;
    }
    const [only] = group;
    if (group.length === 1 && only !== undefined) {
      options.onRefused(only, thrown);
      return [];
    }
    // One bad candidate must not take the others with it.
    const apart: MeasuredCandidate[] = [];
    for (const one of group) apart.push(...(await measureGroup(options, [one], seconds / group.length)));
    return apart;
  }
}
