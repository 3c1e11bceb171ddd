import { useMemo } from 'react';
import type { TraceFigure, TraceStep } from '../../trace';
import { sharePercent, shareWithin, time, timeWithin } from '../format';
import { isLost, type Point } from '../timeline/series';
import { useShared } from './shared';

/** The sender's step behind a row of the list; null where the row is no longer theirs. */
export function useSenderStep(step: number): TraceStep | null {
  const shared = useShared((s) => s.shared);
  return useMemo(() => {
    if (shared === null || shared.phase === 'asking') return null;
    if (shared.phase === 'replayed' && step > shared.valid) return null;
    const { steps, speedup } = shared.trace;
    const own = steps[step - 1] ?? null;
    if (own === null || own.measured !== null || speedup === null || step !== steps.length) return own;
    // As in the chart, the confirmation stands for the last step until that has a figure of its own.
    const [low, high] = speedup.ci95;
    const measured: TraceFigure = {
      kind: 'measured',
      relative: 1 / speedup.ratio,
      halfWidth: (1 / low - 1 / high) / 2,
    };
    return { ...own, measured };
  }, [shared, step]);
}

/** A step's figures by the sender, and beside them the ones that were measured here. */
export function SenderFigures({ theirs, own }: { theirs: TraceStep; own: Point | null }) {
  const originalMs = useShared((s) => s.shared?.trace.originalMs ?? null);
  const { predicted, measured } = theirs;
  const value = ({ relative }: TraceFigure) =>
    originalMs === null ? sharePercent(relative) : time(relative * originalMs);
  const within = ({ relative, halfWidth }: TraceFigure) =>
    originalMs === null
      ? shareWithin(relative, halfWidth)
      : timeWithin(relative * originalMs, halfWidth * originalMs);
  return (
    <span className="figures shared-figures">
      {predicted !== null && !lost(predicted) && (
        <span className={predicted.kind} title={`${words[predicted.kind]} by the sender`}>
          {predicted.kind === 'imagined' ? '~' : '≈ '}
          {value(predicted)}
          <span className="unseen"> {predicted.kind}</span>
        </span>
      )}
      {measured !== null && (
        <span className="measured" title="Measured by the sender">
          {within(measured)}
          <span className="unseen"> measured by the</span> <small>sender</small>
        </span>
      )}
      {own !== null && (
        <span className="measured" title="Measured on this machine">
          {timeWithin(own.ms, (own.high - own.low) / 2)}
          <span className="unseen"> measured</span> <small>here</small>
        </span>
      )}
    </span>
  );
}

const lost = ({ kind, relative, halfWidth }: TraceFigure): boolean =>
  kind === 'imagined' && isLost({ low: Math.max(0, relative - halfWidth), high: relative + halfWidth });

const words = { imagined: 'Imagined', estimated: 'Estimated', measured: 'Measured' } as const;
