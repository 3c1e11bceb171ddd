import type { TraceSpeedup } from '../../trace';
import type { Measured } from '../../workers/session/protocol';
import { interval, ratio, time } from '../format';
import { useSession } from '../stores/session';
import { senderOutcome } from './senderOutcome';
import { type Shared, useShared } from './shared';
import { speedWords, targetWords } from './words';

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
  const outcome = senderOutcome(trace);
  return (
    <div className="outcome shared-outcome">
      {outcome === null ? (
        <p className="faint">The sender has not measured these rewrites</p>
      ) : (
        <Theirs
          outcome={outcome}
          originalMs={here === null ? trace.originalMs : null}
          alone={here === null}
        />
      )}
      {here !== null && <Here measured={here} />}
    </div>
  );
}

function Here({ measured: { ratio: value, ratioLow, ratioHigh, on } }: { measured: Measured }) {
  const where = on === undefined ? '' : ` on ${targetWords(on)}`;
  const between = interval(ratioLow, ratioHigh);
  if (ratioLow > 1 || ratioHigh < 1) {
    return (
      <>
        <p className="middle measured">
          {ratio(value)} <small>here</small>
        </p>
        <p className="faint">
          measured{where}, {'95\u202f%'} between {between}
        </p>
      </>
    );
  }
  return (
    <>
      <p className="middle">
        No difference seen <small>here</small>
      </p>
      <p className="faint">
        {ratio(value)} measured{where}; {between} includes no change
      </p>
    </>
  );
}

/** A ratio stands large only where it was confirmed. */
function Theirs({
  outcome,
  originalMs,
  alone,
}: {
  outcome: TraceSpeedup;
  originalMs: number | null;
  alone: boolean;
}) {
  const between = interval(outcome.ci95[0], outcome.ci95[1]);
  if (!outcome.confirmed) {
    return (
      <>
        {alone && <p className="middle">Not confirmed</p>}
        <p className="faint">
          {ratio(outcome.ratio)} measured by the sender, {speedWords(outcome)}
        </p>
      </>
    );
  }
  return (
    <>
      <p className={alone ? 'big measured' : 'middle measured'}>
        {ratio(outcome.ratio)} <small>for the sender</small>
      </p>
      {originalMs !== null && (
        <p>
          {time(originalMs)} → {time(originalMs / outcome.ratio)}
        </p>
      )}
      <p className="faint">
        measured by the sender, {'95\u202f%'} between {between}
      </p>
    </>
  );
}
