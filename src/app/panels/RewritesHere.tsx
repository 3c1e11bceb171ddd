import { ArrowDown, Wand2 } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { LegalRewrite } from '../../workers/session/protocol';
import { change } from '../format';
import { applyRewrite } from '../session/apply';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import { prefersStillness } from '../theme';
import { AskClock } from './AskClock';
import { useAsked } from './useAsked';

const Opinion = lazy(() => import('../dream/Opinion'));

/** The rewrites that begin at a node; `node` null asks nothing. */
export function useLegal(node: string | null, step: number): readonly LegalRewrite[] | null {
  const key = node === null ? null : `${step} ${node}`;
  const { value, stale } = useAsked(key, () => connection().call('legal', { step, node }));
  // Another node's rewrites must never stand here, not for a moment: they could be applied.
  return stale ? null : value;
}

/** How many rewrites apply at a node, and the way to them: they stand below all that the node holds. */
export function RewriteCount({ legal }: { legal: readonly LegalRewrite[] }) {
  if (legal.length === 0) return null;
  return (
    <button
      type="button"
      className="button small"
      onClick={() => {
        const heading = document.getElementById('rewrites-here');
        heading?.scrollIntoView({ block: 'start', behavior: prefersStillness() ? 'auto' : 'smooth' });
        // Keys go on from there.
        heading?.focus({ preventScroll: true });
      }}
    >
      <Wand2 size={13} aria-hidden="true" />
      {legal.length === 1 ? '1 rewrite applies here' : `${legal.length} rewrites apply here`}
      <ArrowDown size={12} aria-hidden="true" />
    </button>
  );
}

/** What could be rewritten at a node, by hand; and for every other rule, why it does not apply. */
export function RewritesHere(props: {
  readonly legal: readonly LegalRewrite[];
  readonly node: string;
  readonly step: number;
}) {
  const { legal, node, step } = props;
  return (
    <>
      <h4 id="rewrites-here" tabIndex={-1}>
        Rewrite it yourself
      </h4>
      {legal.length === 0 ? (
        <p className="quiet">
          No rule applies here. Colour by “Where rewrites apply” (the palette above the graph) to see where
          one does.
        </p>
      ) : (
        <>
          <p className="quiet">Each of these computes the same. What it would do to the runtime:</p>
          <ul className="legal">
            {legal.map((rewrite) => (
              <Rewrite key={`${step} ${rewrite.id}`} rewrite={rewrite} step={step} />
            ))}
          </ul>
        </>
      )}
      <WhyNot node={node} step={step} />
    </>
  );
}

/** A legal rewrite, with what the dream, the operators' costs and, when asked, the clock say of it. */
function Rewrite({ rewrite, step }: { rewrite: LegalRewrite; step: number }) {
  const busy = useSession((s) => s.running || s.measuring !== null);
  const { estimated, move } = rewrite;
  const what = useId();
  return (
    <li>
      <p id={what} className="what">
        {rewrite.title.replace(/\.$/, '')}
      </p>
      <p className="says">
        {move !== null && (
          <Suspense>
            <Opinion move={move} />
          </Suspense>
        )}
        {estimated !== null && (
          <span className="opinion estimated" title="From the sum of the times of its operators">
            ≈ {change(estimated.afterMs / estimated.beforeMs)} estimated
          </span>
        )}
      </p>
      <div className="row">
        <button
          type="button"
          className="button small"
          aria-describedby={what}
          disabled={busy}
          onClick={() => void applyRewrite(step, rewrite.id)}
        >
          <Wand2 size={13} aria-hidden="true" />
          Apply
        </button>
        <AskClock rewrite={rewrite.id} title={rewrite.title} step={step} />
      </div>
    </li>
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
