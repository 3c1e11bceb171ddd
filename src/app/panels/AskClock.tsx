import { Timer } from 'lucide-react';
import { useState } from 'react';
import type { RewriteMeasured } from '../../workers/session/protocol';
import { change } from '../format';
import { measureRewrite } from '../session/measure';
import { useSession } from '../stores/session';

/** Asks the clock what one legal rewrite would do, without applying it. */
export function AskClock({ rewrite, title, step }: { rewrite: string; title: string; step: number }) {
  const [said, setSaid] = useState<RewriteMeasured | null>(null);
  const asking = useSession((s) => s.measuringRewrite === rewrite && s.measuring === step);
  const able = useSession(
    (s) => s.target !== null && s.model?.notTimeable === null && s.model.weights !== 'missing',
  );
  const busy = useSession((s) => s.running || s.measuring !== null);
  if (said !== null)
    return (
      <span className="opinion measured" role="status">
        {change(1 / said.ratio)} measured{' '}
        <span className="faint">
          ({change(1 / said.ratioHigh)} to {change(1 / said.ratioLow)})
        </span>
      </span>
    );
  if (!able) return null;
  return (
    <button
      type="button"
      className="button small"
      disabled={busy}
      aria-label={asking ? 'Measuring' : `Ask the clock: ${title.replace(/\.$/, '')}`}
      onClick={() => void measureRewrite(step, rewrite).then(setSaid)}
    >
      <Timer size={13} aria-hidden="true" />
      {asking ? 'Measuring' : 'Ask the clock'}
    </button>
  );
}
