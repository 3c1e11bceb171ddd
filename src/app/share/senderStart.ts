import { useMemo } from 'react';
import type { StartFigure } from '../dream/curves';
import { type Shared, useShared } from './shared';

/**
 * What the sender of the open trace said of the runtime at a step, in the sender's milliseconds: the scale of the chart, so
 * that dreams begin where it stands. Null where there is no trace, the step is not theirs, or nothing is known of it.
 */
export function senderStart(
  shared: Pick<Shared, 'trace' | 'phase' | 'valid'> | null,
  step: number,
): StartFigure | null {
  if (shared === null || shared.phase !== 'replayed' || step > shared.valid) return null;
  const { originalMs, speedup, steps } = shared.trace;
  if (originalMs === null) return null;
  if (step === 0) return { ms: originalMs, source: 'measured', by: 'sender' };
  const { measured = null, predicted = null } = steps[step - 1] ?? {};
  if (measured !== null) return { ms: originalMs * measured.relative, source: 'measured', by: 'sender' };
  if (step === steps.length && speedup !== null)
    return { ms: originalMs / speedup.ratio, source: 'measured', by: 'sender' };
  return predicted === null
    ? null
    : { ms: originalMs * predicted.relative, source: predicted.kind, by: 'sender' };
}

/** The same for the trace that is open; it changes with the trace alone. */
export function useSenderStart(step: number): StartFigure | null {
  const shared = useShared((s) => s.shared);
  return useMemo(() => senderStart(shared, step), [shared, step]);
}
