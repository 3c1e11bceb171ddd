import { useState } from 'react';
import { connection } from '../session/connection';
import { useAsked } from './useAsked';

/** For every rule that does not apply at a node, why; asked when it is opened. */
export function WhyNot({ node, step }: { node: string; step: number }) {
  const [open, setOpen] = useState(false);
  const { value, stale } = useAsked(open ? `${step} ${node}` : null, () =>
    connection().call('explain', { step, node }),
  );
  // What holds at another node must not stand here.
  const refusals = stale ? null : value;
  // That a rule is about another operator needs no saying.
  const telling =
    refusals?.filter(({ reason }) => !/^\w+ is not \w+( or \w+)*$/.test(reason.replace(/\.$/, ''))) ?? [];
  return (
    <details className="why-not" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Why not another rule?</summary>
      {refusals !== null && telling.length === 0 && (
        <p className="quiet">The other rules look for other operators.</p>
      )}
      <dl>
        {telling.map((refusal) => (
          <div key={refusal.rule}>
            <dt>{refusal.title.replace(/\.$/, '')}</dt>
            <dd className="quiet">{refusal.reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
