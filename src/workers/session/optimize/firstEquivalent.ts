import type { EquivalenceReport } from '../../../bench';
import { CodedError } from '../../../core';
import type { Graph } from '../../../graph';
import { rules } from '../../../transforms';
import { despiteStop } from '../despiteStop';
import type { Candidate } from './findCandidates';
import { type Job, note } from './job';
import type { Lab } from './lab';
import type { MeasuredCandidate } from './measureCandidates';

export interface CheckOptions {
  readonly job: Pick<Job, 'signal' | 'emit'>;
  readonly lab: Pick<Lab, 'verify'>;
  /** The fastest first. */
  readonly measured: readonly Pick<MeasuredCandidate, 'candidate'>[];
  /** What has been found out of each graph; grows. */
  readonly verdicts: Map<Graph, EquivalenceReport>;
  /** Whether there is time to look for one culprit after the other, and to search without them. */
  readonly inTime: () => boolean;
}

export interface Checked {
  readonly candidate: Candidate;
  readonly equivalence: EquivalenceReport;
}

export interface Checks {
  /** null: none passed. */
  readonly chosen: Checked | null;
  /** The rules that made faster ones fail. */
  readonly culprits: readonly string[];
  /** What stood against the last that did not pass, in words; null: nothing did. */
  readonly reason: string | null;
  /** false: of no candidate anything could be compared, so that no other will do better. */
  readonly told: boolean;
}

/** After so many checks that could not tell, and none that could, the original itself has nothing to compare. */
const mostUntold = 3;
/** So many of those that were passed over are checked after all where nothing else is left. */
const lastResort = 2;

/** The fastest candidate whose outputs agree with the original's, and the rules that made faster ones fail. */
export async function firstEquivalent(options: CheckOptions): Promise<Checks> {
  const { job, lab, measured, verdicts, inTime } = options;
  const culprits = new Set<string>();
  const passedOver: Candidate[] = [];
  let reason: string | null = null;
  let [told, untold] = [0, 0];
  const checks = (chosen: Checked | null): Checks => ({
    chosen,
    culprits: [...culprits],
    reason,
    told: told > 0 || untold === 0,
  });
  const check = async (candidate: Candidate, mayBlame: boolean): Promise<Checked | null> => {
    note(job, 'verifying', `Checking that ${candidate.steps.length} rewrites compute the same`);
    // Stop ends a check at once; the best so far, which is the answer then, is still checked.
    const equivalence = await despiteStop(() => lab.verify(candidate.graph));
    verdicts.set(candidate.graph, equivalence);
    if (!equivalence.told) {
      untold++;
      reason ??= equivalence.worst?.reason ?? 'the original gives nothing that could be compared';
      note(job, 'verifying', `A candidate cannot be checked: ${equivalence.worst?.reason ?? reason}`);
      return null;
    }
    told++;
    if (equivalence.passed) return { candidate, equivalence };
    const changed = `output ${equivalence.worst?.output ?? ''}`;
    // Which rule it was matters to another search alone, and one of them is enough to begin it.
    const blamed = mayBlame && !job.signal.aborted && (culprits.size === 0 || inTime());
    const culprit = blamed ? await firstWrongRule(job, lab, candidate) : null;
    if (culprit !== null) culprits.add(culprit);
    const what = culprit === null ? `${changed} changed` : `${culprit} changed ${changed}`;
    if (mayBlame || reason === null) reason = `no candidate computes what the original does: ${what}`;
    note(job, 'verifying', `Rejected: ${what}`);
    return null;
  };
  const attempt = async (candidate: Candidate, mayBlame: boolean): Promise<Checked | null> => {
    try {
      return await check(candidate, mayBlame);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      reason ??= `no candidate could be checked: ${thrown.message}`;
      note(job, 'verifying', `A candidate could not be checked: ${thrown.message}`);
      return null;
    }
  };
  for (const { candidate } of measured) {
    const known = verdicts.get(candidate.graph);
    if (known?.passed) return checks({ candidate, equivalence: known });
    if (known !== undefined || (told === 0 && untold >= mostUntold)) continue;
    // Candidates share their openings: what plays a culprit too would nearly always fail by it.
    if (playsAny(candidate, culprits)) passedOver.push(candidate);
    else {
      const passed = await attempt(candidate, true);
      if (passed !== null) return checks(passed);
    }
  }
  // A rule can be wrong at one place and right at others; with time left, a search without it is the better answer.
  for (const candidate of inTime() ? [] : passedOver.slice(0, lastResort)) {
    const passed = await attempt(candidate, false);
    if (passed !== null) return checks(passed);
  }
  return checks(null);
}

export const playsAny = ({ steps }: Candidate, banned: ReadonlySet<string>): boolean =>
  steps.some(({ site }) => banned.has(rules[site.rule]?.name ?? ''));

/**
 * The rule of the first step whose outputs differ, by bisection: once outputs differ, later steps keep the difference. A step
 * that is refused, or after which nothing can be compared, is not to blame. null: the search for it was stopped.
 */
async function firstWrongRule(
  { signal }: Pick<Job, 'signal'>,
  lab: Pick<Lab, 'verify'>,
  { steps }: Candidate,
): Promise<string | null> {
  let [good, bad] = [-1, steps.length - 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const step = steps[middle];
    if (step !== undefined && (await isWrong(lab, step.graph))) bad = middle;
    else good = middle;
    if (signal.aborted) return null;
  }
  return rules[steps[bad]?.site.rule ?? -1]?.name ?? null;
}

async function isWrong(lab: Pick<Lab, 'verify'>, graph: Graph): Promise<boolean> {
  try {
    const { passed, told } = await lab.verify(graph);
    return told && !passed;
  } catch (thrown) {
    if (thrown instanceof CodedError) return false;
    throw thrown;
  }
}
