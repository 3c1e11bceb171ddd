import { Experience } from '../../../agent/experience';
import { type Graph, structuralHash } from '../../../graph';
import type { Target } from '../protocol';
import type { Candidate, Prices } from './findCandidates';
import type { MeasuredCandidate } from './measureCandidates';

/** What was measured in this session, by original and target; forgotten with the original. */
const known = new WeakMap<Graph, Map<string, Experience>>();

/**
 * The measurements of a model on a target: a later run begins with what earlier ones learned from the clock. Another target's
 * clock says nothing of this one.
 */
export function experienceOf(
  base: Graph,
  { ep, threads, adapter }: Pick<Target, 'ep' | 'threads' | 'adapter'>,
): Experience {
  const byTarget = known.get(base) ?? new Map<string, Experience>();
  known.set(base, byTarget);
  const key = `${ep}|${threads}|${adapter}`;
  const found = byTarget.get(key) ?? new Experience();
  byTarget.set(key, found);
  return found;
}

/** How often a candidate plays each rule. */
export function usesOf({ steps }: Pick<Candidate, 'steps'>): Map<number, number> {
  const uses = new Map<number, number>();
  for (const { site } of steps) uses.set(site.rule, (uses.get(site.rule) ?? 0) + 1);
  return uses;
}

/** Adds what the clock said of these candidates; those without an interval teach nothing. */
export function learnFrom(
  experience: Pick<Experience, 'add'>,
  base: Graph,
  measured: readonly MeasuredCandidate[],
  prices: Pick<Prices, 'estimate'>,
): void {
  for (const { candidate, ratio, ci95 } of measured) {
    const [low, high] = ci95;
    if (!(low > 0 && Number.isFinite(high) && ratio > 0)) continue;
    experience.add({
      key: structuralHash(candidate.graph),
      uses: usesOf(candidate),
      estimated: Math.log(prices.estimate(base) / prices.estimate(candidate.graph)),
      measured: Math.log(ratio),
      error: Math.log(high / low) / (2 * 1.96),
    });
  }
}
