import { Wand2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { applyRewrite } from '../session/apply';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import { useAsked } from './useAsked';

const Opinion = lazy(() => import('../dream/Opinion'));

/** What could be rewritten at a node, by hand; and for every other rule, why it does not apply. */
export function RewritesHere({ node, step }: { node: string; step: number }) {
  const running = useSession((s) => s.running);
  const { value: legal } = useAsked(`${step} ${node}`, () => connection().call('legal', { step, node }));
  if (legal === null) return null;
  return (
    <>
      <h4>Rewrite it yourself</h4>
      {legal.length === 0 ? (
        <p className="quiet">No rule applies here.</p>
      ) : (
        <ul className="legal">
          {legal.map((rewrite) => (
            <li key={rewrite.id}>
              <span>
                {rewrite.title.replace(/\.$/, '')}
                {rewrite.move !== null && (
                  <Suspense>
                    <Opinion move={rewrite.move} />
                  </Suspense>
                )}
              </span>
              <button
                type="button"
                className="button small"
                disabled={running}
                onClick={() => void applyRewrite(step, rewrite.id)}
              >
                <Wand2 size={13} aria-hidden="true" />
                Apply
              </button>
            </li>
          ))}
        </ul>
      )}
      <WhyNot node={node} step={step} />
    </>
  );
}

function WhyNot({ node, step }: { node: string; step: number }) {
  const [open, setOpen] = useState(false);
  const { value: refusals } = useAsked(open ? `${step} ${node}` : null, () =>
    connection().call('explain', { step, node }),
  );
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
