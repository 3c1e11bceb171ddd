import type { Comparison } from '../../../bench';
import type { CodedError } from '../../../core';
import type { Graph } from '../../../graph';
import { type Job, note } from './job';
import type { Lab } from './lab';

export interface Confirmed {
  readonly graph: Graph;
  /** Both at ORT's level `all`. */
  readonly all: Comparison;
  /**
   * Both with ORT's optimizer disabled; null where nothing was rewritten, it could not be run or told, or the time went to
   * deciding the first.
   */
  readonly disabled: Comparison | null;
  /**
   * The model as it was read ÷ the specialised original; null where nothing was fixed or dropped, it cannot be run or told,
   * or it is late.
   */
  readonly specialising: Comparison | null;
}

/**
 * Seconds that tell a few per mille apart on a quiet machine: some 20 rounds of a fast model with four sets of sessions, for slow
 * ones at least the rounds that an interval needs.
 */
const secondsFor = (ms: number): number =>
  Math.max(3.5, roundsOf(ms, rounds.result), Math.min(16, ms * 0.2 - 4));

/** Seconds of so many rounds: the original twice and the other once. */
const roundsOf = (ms: number, count: number): number => (ms / 1000) * 3 * count;

/** Fewest rounds of the result (opening sessions anew takes the time of some); of the same in a hurry; and of what is only told beside it, or it is not measured at all. */
const rounds = { result: 9, hurried: 3, beside: 4 };

/**
 * A gain that is seen and not confirmed gets what the other comparisons would take, as a share of the first one's time: whether
 * a model is faster matters more than what else can be told of it.
 */
const share = { disabled: 0.25, specialising: 0.4, undecided: 0.65 };

/** What fixing dimensions gained is only worth the wait until this many times the seconds that the person allowed. */
const patience = 2.5;

/**
 * A fresh interleaved run of the winner, after the search: what it shows is the result, whatever came before.
 * @param spent seconds since the person asked.
 */
export async function confirm(job: Job, lab: Lab, graph: Graph, spent: () => number): Promise<Confirmed> {
  // Stop ends the search and the measuring of steps; the answer that is due is still confirmed, in little time.
  const hurry = job.signal.aborted;
  const ms = job.prices.estimate(job.model.base);
  const seconds = secondsFor(ms);
  let undecided = false;
  const unchanged = graph === job.model.base;
  const short = Math.max(seconds / 3, roundsOf(ms, rounds.hurried));
  const run = (level: 'all' | 'disabled', limit: number, hurried = hurry) =>
    lab.compare(graph, {
      seconds: limit,
      undecidedSeconds: hurried || unchanged || level === 'disabled' ? 0 : limit * share.undecided,
      precision: 0.0025,
      seed: job.params.seed + 1,
      level,
      signal: hurried ? null : job.signal,
      onProgress: (done, left, longer) => {
        undecided ||= longer;
        const what = longer
          ? 'It looks faster, and is not confirmed yet: measuring longer'
          : `Confirming the result at ORT level “${level}”`;
        note(job, 'confirming', what, done, 1, left);
      },
    });
  const all = await run('all', hurry || unchanged ? short : seconds).catch((thrown: unknown) => {
    if (hurry || !job.signal.aborted) throw thrown;
    return run('all', short, true);
  });
  const skip = hurry || undecided || job.signal.aborted;
  const fits = (part: number): boolean => seconds * part >= roundsOf(ms, rounds.beside);
  const disabled =
    skip || unchanged || !fits(share.disabled)
      ? null
      : await run('disabled', seconds * share.disabled)
          .then(told)
          .catch((_: CodedError) => null);
  const late = spent() > patience * job.params.seconds;
  const specialising =
    skip || late || job.signal.aborted || !fits(share.specialising)
      ? null
      : await whatSpecialisingGained(job, lab, seconds * share.specialising);
  return { graph, all, disabled, specialising };
}

/** What a noisy machine says of it is left out. */
function told(comparison: Comparison): Comparison | null {
  return comparison.trouble === null ? comparison : null;
}

/** Fixing dimensions and dropping outputs may gain by itself; that is shown apart, never as the rewrites' gain. */
async function whatSpecialisingGained(job: Job, lab: Lab, seconds: number): Promise<Comparison | null> {
  const { decoded, base, specialisation } = job.model;
  const nothing = Object.keys(specialisation.dims).length === 0 && specialisation.keepOutputs === null;
  if (nothing || decoded === base) return null;
  note(job, 'confirming', 'Measuring what fixed dimensions gain by themselves');
  return lab
    .compareGraphs(decoded, base, {
      seconds,
      precision: 0.005,
      seed: job.params.seed + 2,
      level: 'all',
      signal: job.signal,
      onProgress: null,
    })
    .then(told)
    .catch((_: CodedError) => null);
}
