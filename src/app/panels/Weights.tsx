import { BarChart3, FileDown } from 'lucide-react';
import { useState } from 'react';
import type { WeightStatistics } from '../../workers/session/protocol';
import { count, digits, exponent, percent } from '../format';
import { connection } from '../session/connection';
import { saveWeight } from '../session/download';
import { weighingsNow } from '../session/open';
import { useSession } from '../stores/session';
import { Facts } from './Facts';
import { useAsked } from './useAsked';

/** Statistics of a weight, asked for on demand: reading a large one takes a moment. */
export function Weights(props: {
  readonly name: string;
  readonly value: number;
  readonly step: number;
  readonly computed: boolean;
}) {
  const { name, value, step, computed } = props;
  const [open, setOpen] = useState(false);
  // They may have come since, or others instead.
  const weighing = useSession(weighingsNow);
  const { value: statistics, error } = useAsked(open ? `${weighing} ${step} ${value}` : null, () =>
    connection().call('weightStatistics', { step, value }),
  );
  return (
    <div className="weights">
      <button type="button" className="button small" aria-expanded={open} onClick={() => setOpen(!open)}>
        <BarChart3 size={13} aria-hidden="true" />
        {computed ? 'Computed values' : 'Values'}
      </button>
      {open && error !== null && <p className="problem">{error.message}</p>}
      {open && statistics !== null && (
        <>
          <Statistics statistics={statistics} />
          <button type="button" className="button small" onClick={() => void saveWeight(name, step, value)}>
            <FileDown size={13} aria-hidden="true" />
            Save as .npy
          </button>
        </>
      )}
    </div>
  );
}

function Statistics({ statistics: s }: { statistics: WeightStatistics }) {
  const highest = Math.max(1, ...s.histogram);
  return (
    <>
      <svg
        className="histogram"
        viewBox={`0 0 ${s.histogram.length} 24`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Histogram from ${digits(s.min)} to ${digits(s.max)}`}
      >
        {s.histogram.map((n, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bins have no identity but their place
          <rect key={i} x={i + 0.06} width={0.88} y={24 - (24 * n) / highest} height={(24 * n) / highest} />
        ))}
      </svg>
      <div className="histogram-ends">
        <span>{digits(s.min)}</span>
        <span>{digits(s.max)}</span>
      </div>
      <Facts
        rows={[
          [
            'First values',
            <code key="v">
              {s.first.map((x) => digits(x)).join(', ')}
              {s.count > s.first.length && ', …'}
            </code>,
          ],
          ['Number', count(s.count)],
          ['Mean ± deviation', `${exponent(s.mean)} ± ${exponent(s.deviation)}`],
          s.zeros > 0 ? ['Zeros', percent(s.zeros / Math.max(1, s.count))] : null,
          s.nonFinite > 0 ? ['Not finite', count(s.nonFinite)] : null,
        ]}
      />
      {s.random && <p className="faint">Random stand-ins, not the model's own weights.</p>}
    </>
  );
}
