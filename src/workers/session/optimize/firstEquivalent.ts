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
  /** Whether there is time to look for one culprit after the other. */
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
  /** false: the original gives nothing that could be compared, so no other candidate will do better. */
  readonly told: boolean;
}

/** The fastest candidate whose outputs agree with the original's, and the rules that made faster ones fail. */
export async function firstEquivalent({
  job,
  lab,
  measured,
  verdicts,
  inTime,
}: CheckOptions): Promise<Checks> {
  const culprits = new Set<string>();
  let reason: string | null = null;
  let told = true;
  const checks = (chosen: Checked | null): Checks => ({ chosen, culprits: [...culprits], reason, told });
  for (const { candidate } of measured) {
    const known = verdicts.get(candidate.graph);
    if (known?.passed) return checks({ candidate, equivalence: known });
    // Candidates share their openings: what plays a culprit too would nearly always fail by it.
    if (known !== undefined || !told || playsAny(candidate, culprits)) continue;
    note(job, 'verifying', `Checking that ${candidate.steps.length} rewrites compute the same`);
    try {
      // Stop ends a check at once; the best so far, which is the answer then, is still checked.
      const equivalence = await despiteStop(() => lab.verify(candidate.graph));
      verdicts.set(candidate.graph, equivalence);
      if (equivalence.passed) return checks({ candidate, equivalence });
      if (!equivalence.told) {
        told = false;
        reason = equivalence.worst?.reason ?? 'the original gives nothing that could be compared';
        note(job, 'verifying', `No rewrite can be checked: ${reason}`);
        continue;
      }
      const output = equivalence.worst?.output ?? '';
      // Which rule it was matters to another search alone, and one of them is enough to begin it.
      const blamed = !job.signal.aborted && (culprits.size === 0 || inTime());
      const culprit = blamed ? await firstWrongRule(lab, candidate) : null;
      if (culprit !== null) culprits.add(culprit);
      const what = culprit === null ? `output ${output} changed` : `${culprit} changed output ${output}`;
      reason = `no candidate computes what the original does: ${what}`;
      note(job, 'verifying', `Rejected: ${what}`);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw thrown;
      reason = `no candidate could be checked: ${thrown.message}`;
      note(job, 'verifying', `A candidate could not be checked: ${thrown.message}`);
    }
  }
  return checks(null);
}

export const playsAny = ({ steps }: Candidate, banned: ReadonlySet<string>): boolean =>
  steps.some(({ site }) => banned.has(rules[site.rule]?.name ?? ''));

/**
 * The rule of the first step whose outputs differ, by bisection: once outputs differ, later steps keep the difference. A step
 * after which nothing can be compared is not to blame.
 */
async function firstWrongRule(lab: Pick<Lab, 'verify'>, { steps }: Candidate): Promise<string> {
  let [good, bad] = [-1, steps.length - 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const step = steps[middle];
    const verdict = step === undefined ? null : await lab.verify(step.graph);
    if (verdict !== null && (verdict.passed || !verdict.told)) good = middle;
    else bad = middle;
  }
  return rules[steps[bad]?.site.rule ?? -1]?.name ?? '';
}
