import type { Experience } from '../../../agent/experience';
import { usesOf } from './experienceOf';
import type { MeasuredCandidate } from './measureCandidates';

/** A further search needs this many seconds. */
export const leastSeconds = 4;
/** The clock contradicts a price where it is thought to be off by this much: log speed-up, beyond what noise explains. */
const surprise = 0.01;

/**
 * Whether a search on prices that the clock corrected can help: there is time, and the clock contradicts the price of
 * something that was measured; else it would find what the first search did.
 */
export function worthAnother(
  measured: readonly Pick<MeasuredCandidate, 'candidate'>[],
  experience: Pick<Experience, 'residual'>,
  secondsLeft: number,
): boolean {
  if (secondsLeft < leastSeconds) return false;
  return measured.some(({ candidate }) => Math.abs(experience.residual(usesOf(candidate))) > surprise);
}

/**
 * Whether to search on without rules that failed their check: always where nothing passed, else while there is time, since what
 * passed is slower than the way that they spoiled.
 */
export const worthWithout = (culprits: readonly string[], passed: boolean, secondsLeft: number): boolean =>
  culprits.length > 0 && (!passed || secondsLeft >= leastSeconds);
