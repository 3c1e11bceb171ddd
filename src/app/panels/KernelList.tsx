import type { KernelRow, OperatorTimes } from '../../workers/session/operators/protocol';
import { plural, time } from '../format';

const MOST = 8;

/** The kernels of one operator that take most, in both models. */
export function KernelList({ times, op }: { times: OperatorTimes; op: string }) {
  return (
    <div className="kernels">
      <Side
        title={times.step > 0 ? 'Before' : 'Its kernels'}
        kernels={times.before.filter((k) => k.op === op)}
      />
      {times.step > 0 && <Side title="After" kernels={times.after.filter((k) => k.op === op)} />}
    </div>
  );
}

function Side({ title, kernels }: { title: string; kernels: readonly KernelRow[] }) {
  const top = [...kernels].sort((a, b) => b.ms - a.ms).slice(0, MOST);
  return (
    <div>
      <h5>{title}</h5>
      {top.length === 0 && <p className="quiet">No such kernel</p>}
      <ul>
        {top.map((kernel, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ORT may give two fused kernels one name, and the list is static.
          <li key={i}>
            <span className="faint">{kernel.output.replace(/^\w+\[|\]$/g, '').replaceAll(',', '×')}</span>
            <span>{time(kernel.ms)}</span>
          </li>
        ))}
      </ul>
      {kernels.length > MOST && <p className="quiet">{plural(kernels.length - MOST, 'more')}</p>}
    </div>
  );
}
