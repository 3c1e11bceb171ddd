import { Experience } from '../../../agent/experience';
import { type Graph, structuralHash } from '../../../graph';
import type { Candidate, Prices } from './findCandidates';
import type { MeasuredCandidate } from './measureCandidates';

/** What was measured in this session, by original; forgotten with it. */
const known = new WeakMap<Graph, Experience>();

/** The measurements of a model: a later run begins with what earlier ones learned from the clock. */
export function experienceOf(base: Graph): Experience {
  const found = known.get(base) ?? new Experience();
  known.set(base, found);
  return found;
}

/** How often a candidate plays each rule. */
export function usesOf({ steps }: Pick<Candidate, 'steps'>): Map<number, number> {
  const uses = new Map<number, number>();
  for (const { site } of steps) uses.set(site.rule, (uses.get(site.rule) ?? 0) + 1);
  return uses;
}

/** Keeps what the clock said of these candidates; those without an interval teach nothing. */
export function learnFrom(base: Graph, measured: readonly MeasuredCandidate[], prices: Prices): void {
  const experience = experienceOf(base);
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
