import { ArrowDown, ArrowUp, FileDown, Square } from 'lucide-react';
import { useState } from 'react';
import type { OperatorTimes } from '../../workers/session/operators/protocol';
import { digits, plural, sentence } from '../format';
import { obstacle } from '../session/obstacle';
import { measureOperators, saveTrace, timingTakes } from '../session/operators';
import { stop } from '../session/stop';
import { useSession } from '../stores/session';
import { KernelList } from './KernelList';
import { OperatorTimesKept } from './OperatorTimesKept';
import { type Column, sortRows } from './operatorOrder';

/** Where the time goes, operator by operator, before and after; measured when asked for. */
export function Operators() {
  const running = useSession((s) => s.running);
  const busy = useSession((s) => s.profiling);
  const trouble = useSession(obstacle);
  const measuring = useSession((s) => s.measuring !== null);
  const times = useSession((s) => s.operators);
  const current = useSession((s) => s.steps.length);
  return (
    <>
      <h4>Operator by operator</h4>
      {times !== null && times.step === current && <Table times={times} />}
      <div className="row">
        <button
          type="button"
          className="button small"
          disabled={running || measuring || trouble !== null}
          title={trouble ?? `Takes ${timingTakes}`}
          onClick={() => void (busy ? stop() : measureOperators(current))}
        >
          {busy && <Square size={11} fill="currentColor" aria-hidden="true" />}
          {busy ? 'Stop timing' : times === null ? 'Time the operators' : 'Time them again'}
        </button>
        {times !== null && (
          <button type="button" className="button small" onClick={() => saveTrace(times)}>
            <FileDown size={13} aria-hidden="true" />
            Save for Perfetto
          </button>
        )}
      </div>
      <OperatorTimesKept />
    </>
  );
}

interface Heading {
  readonly key: Column;
  readonly label: string;
}

const operator: Heading = { key: 'op', label: 'Operator' };
const both: readonly Heading[] = [
  operator,
  { key: 'before', label: 'Before' },
  { key: 'after', label: 'After' },
  { key: 'saved', label: 'Saved' },
];
/** Where nothing was rewritten, both models are the original: their difference is noise. */
const alone: readonly Heading[] = [operator, { key: 'before', label: 'Time' }];

function Table({ times }: { times: OperatorTimes }) {
  const [order, setOrder] = useState<{ readonly by: Column; readonly down: boolean }>({
    by: 'before',
    down: true,
  });
  const [open, setOpen] = useState<string | null>(null);
  const compared = times.step > 0;
  const columns = compared ? both : alone;
  const most = Math.max(...times.rows.flatMap(({ before, after }) => [before.ms, after.ms]), 1e-9);
  // One unit for all rows, so that figures can be compared at a glance.
  const unit = most < 1 ? 'µs' : 'ms';
  // Below a millisecond three decimals are all that its column has room for.
  const inMs = (ms: number): string => (Math.abs(ms) < 1 ? ms.toFixed(3) : digits(ms));
  const text = (ms: number): string => (unit === 'µs' ? digits(ms * 1000) : inMs(ms)).replace('-', '−');
  if (times.rows.length === 0)
    return <p className="quiet">The model runs no operator, so there is nothing to time.</p>;
  return (
    <>
      <table className="operators" data-compared={compared || undefined}>
        <thead>
          <tr>
            {columns.map(({ key, label }) => (
              <th
                key={key}
                aria-sort={order.by !== key ? 'none' : order.down ? 'descending' : 'ascending'}
                scope="col"
              >
                <button
                  type="button"
                  onClick={() => setOrder({ by: key, down: order.by === key ? !order.down : key !== 'op' })}
                >
                  {label}
                  {key === 'op' && <small className="faint">in {unit}</small>}
                  {order.by === key &&
                    (order.down ? (
                      <ArrowDown size={11} aria-hidden="true" />
                    ) : (
                      <ArrowUp size={11} aria-hidden="true" />
                    ))}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(times.rows, order.by, order.down).map(({ op, before, after }) => (
            <tr key={op} data-open={open === op || undefined}>
              <th scope="row">
                <button
                  type="button"
                  aria-expanded={open === op}
                  onClick={() => setOpen(open === op ? null : op)}
                >
                  {op.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '\u200b')}
                </button>
                <span className="bars" aria-hidden="true">
                  <i style={{ width: `${(before.ms / most) * 100}%` }} />
                  {compared && <i style={{ width: `${(after.ms / most) * 100}%` }} />}
                </span>
              </th>
              <td title={plural(before.kernels, 'kernel')}>{before.kernels === 0 ? '–' : text(before.ms)}</td>
              {compared && (
                <>
                  <td title={plural(after.kernels, 'kernel')}>
                    {after.kernels === 0 ? '–' : text(after.ms)}
                  </td>
                  <td className={after.ms > before.ms ? 'worse' : undefined}>{text(before.ms - after.ms)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {open !== null && <KernelList times={times} op={open} />}
      <p className="quiet">
        {compared
          ? `Medians of ${times.runs} profiled runs each, taken in turns on ${times.device}, with the runtime’s own optimizer on. `
          : `Medians of ${times.runs} profiled runs on ${times.device}, with the runtime’s own optimizer on. `}
        {times.fellBack !== null && `${sentence(times.fellBack)} `}
        {times.dispatchOnly && 'On WebGPU these are times of handing work over, not of the GPU.'}
      </p>
    </>
  );
}
