import type { Experience } from '../../../agent/experience';
import { learnFrom } from './experienceOf';
import type { Candidate } from './findCandidates';
import type { MeasuredCandidate } from './measureCandidates';
import { type Grounds, orderOf } from './order';

/** What the clock said of these candidates is learned, and decides in which order those that are left are worth measuring. */
export function reorder(
  left: readonly Candidate[],
  measured: readonly MeasuredCandidate[],
  grounds: Grounds & { readonly experience: Pick<Experience, 'add'> },
): readonly Candidate[] {
  learnFrom(grounds.experience, grounds.base, measured, grounds.prices);
  return orderOf(left, grounds);
}
