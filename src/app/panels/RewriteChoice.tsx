import { Wand2 } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { LegalRewrite } from '../../workers/session/protocol';
import { change } from '../format';
import { applyRewrite } from '../session/apply';
import { useSession } from '../stores/session';
import { AskClock } from './AskClock';

const Opinion = lazy(() => import('../dream/Opinion'));

/**
 * A legal rewrite, with what the dream, the operators' costs and, when asked, the clock say of it. Each has its place from
 * the start: an answer that arrives must not move a button away from under the pointer.
 */
export function RewriteChoice({ rewrite, step }: { rewrite: LegalRewrite; step: number }) {
  const busy = useSession((s) => s.running || s.measuring !== null);
  const [applying, setApplying] = useState(false);
  const { estimated, move } = rewrite;
  const what = useId();
  const apply = async (): Promise<void> => {
    setApplying(true);
    await applyRewrite(step, rewrite.id);
    setApplying(false);
  };
  return (
    <li aria-busy={applying}>
      <p id={what} className="what">
        {rewrite.title.replace(/\.$/, '')}
      </p>
      <div className="says" data-asks={move !== null}>
        {move !== null && (
          <Suspense fallback={<span className="opinion faint">Asking the world model</span>}>
            <Opinion move={move} />
          </Suspense>
        )}
        {estimated !== null && (
          <span className="opinion estimated" title="From the sum of the times of its operators">
            ≈ {change(estimated.afterMs / estimated.beforeMs)} estimated
          </span>
        )}
      </div>
      <div className="row">
        <button
          type="button"
          className="button small"
          aria-describedby={what}
          disabled={busy || applying}
          onClick={() => void apply()}
        >
          <Wand2 size={13} aria-hidden="true" />
          Apply
        </button>
        <AskClock rewrite={rewrite.id} title={rewrite.title} step={step} />
      </div>
    </li>
  );
}
