import { Square, Timer } from 'lucide-react';
import { useState } from 'react';
import type { RewriteMeasured, Target } from '../../workers/session/protocol';
import { change } from '../format';
import { measureRewrite } from '../session/measure';
import { obstacle } from '../session/obstacle';
import { stop } from '../session/stop';
import { useSession } from '../stores/session';
import { softwareNote } from './softwareNote';

/** What the clock said, and of which target; null where it could not tell. */
interface Said {
  readonly on: Target | null;
  readonly measured: RewriteMeasured | null;
}

/** Asks the clock what one legal rewrite would do, without applying it. */
export function AskClock({ rewrite, title, step }: { rewrite: string; title: string; step: number }) {
  const [said, setSaid] = useState<Said | null>(null);
  const target = useSession((s) => s.target);
  const asking = useSession((s) => s.measuringRewrite === rewrite && s.measuring === step);
  const trouble = useSession(obstacle);
  const busy = useSession((s) => s.running || s.measuring !== null || s.profiling);
  const ask = async (): Promise<void> => {
    setSaid({ on: target, measured: await measureRewrite(step, rewrite) });
  };
  // What was measured on one target says nothing of another.
  const measured = said?.on === target ? said.measured : null;
  if (measured !== null)
    return (
      <span className="opinion measured" role="status">
        {change(1 / measured.ratio)} measured{' '}
        <span className="faint">
          ({change(1 / measured.ratioHigh)} to {change(1 / measured.ratioLow)})
        </span>
        {measured.fellBack !== null && (
          <span className="faint" title={measured.fellBack}>
            {' '}
            on WASM
          </span>
        )}
        {target?.software === true && measured.fellBack === null && (
          <span className="faint"> {softwareNote(target.adapter ?? 'An unnamed adapter')}</span>
        )}
      </span>
    );
  if (trouble !== null) return <span className="opinion faint">The clock cannot be asked. {trouble}</span>;
  return (
    <button
      type="button"
      className="button small"
      disabled={busy && !asking}
      aria-label={asking ? 'Stop measuring' : `Ask the clock: ${title.replace(/\.$/, '')}`}
      onClick={() => void (asking ? stop() : ask())}
    >
      {asking ? (
        <Square size={11} fill="currentColor" aria-hidden="true" />
      ) : (
        <Timer size={13} aria-hidden="true" />
      )}
      {asking ? 'Stop measuring' : 'Ask the clock'}
    </button>
  );
}
