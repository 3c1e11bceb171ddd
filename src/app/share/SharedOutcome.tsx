import { interval, ratio, time } from '../format';
import { useSession } from '../stores/session';
import { type Shared, useShared } from './shared';

/** The sender's result, and beside it what the same rewrites gain here; null where the trace is no longer theirs. */
export function useSharedOutcome(): Shared | null {
  const shared = useShared((s) => s.shared);
  const own = useSession((s) => s.result !== null || s.running);
  const steps = useSession((s) => s.steps.length);
  if (shared === null || own || shared.phase === 'asking') return null;
  return shared.phase === 'replayed' && shared.valid < steps ? null : shared;
}

export function SharedOutcome({ shared: { trace } }: { shared: Shared }) {
  const here = useSession((s) => s.steps.at(-1)?.measured ?? null);
  const { speedup, originalMs } = trace;
  const last = trace.steps.at(-1)?.measured ?? null;
  return (
    <div className="outcome shared-outcome">
      {speedup !== null ? (
        <>
          <p className={here === null ? 'big measured' : 'middle measured'}>
            {ratio(speedup.ratio)} <small>for the sender</small>
          </p>
          {originalMs !== null && here === null && (
            <p>
              {time(originalMs)} → {time(originalMs / speedup.ratio)}
            </p>
          )}
          <p className="faint">
            measured by the sender, 95 % between {interval(speedup.ci95[0], speedup.ci95[1])}
          </p>
        </>
      ) : last !== null ? (
        <>
          <p className="middle measured">
            {ratio(1 / last.relative)} <small>for the sender</small>
          </p>
          <p className="faint">
            measured by the sender, not confirmed; between{' '}
            {interval(
              1 / (last.relative + last.halfWidth),
              1 / Math.max(1e-3, last.relative - last.halfWidth),
            )}
          </p>
        </>
      ) : (
        <p className="faint">The sender has not measured these rewrites</p>
      )}
      {here !== null && (
        <>
          <p className="middle measured">
            {ratio(here.ratio)} <small>here</small>
          </p>
          <p className="faint">measured here, 95 % between {interval(here.ratioLow, here.ratioHigh)}</p>
        </>
      )}
    </div>
  );
}
