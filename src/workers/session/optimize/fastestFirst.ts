import type { MeasuredCandidate } from './measureCandidates';

/** What has no ratio (the page was hidden all the time) keeps its estimated order behind the rest; the confirmation decides. */
export function fastestFirst(measured: readonly MeasuredCandidate[]): MeasuredCandidate[] {
  const known = (ratio: number): number => (Number.isFinite(ratio) ? ratio : 0);
  return [...measured].sort((a, b) => known(b.ratio) - known(a.ratio));
}
