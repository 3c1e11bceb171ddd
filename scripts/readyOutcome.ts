import type { ReadyTrace } from '../src/app/gallery/readyTraces';
import type { Trace } from '../src/trace';

/** A gain of less than this is too small to be looked for. */
const SMALL = 1.03;

/** What a ready trace's card says of it, from what the trace itself says. */
export function readyOutcome({ speedup }: Pick<Trace, 'speedup'>): ReadyTrace['outcome'] {
  if (speedup === null) return 'unmeasured';
  if (speedup.confirmed) return 'gained';
  return speedup.ci95[1] < SMALL ? 'nothing' : 'unsettled';
}
