import { CircleAlert, X } from 'lucide-react';
import { sentence } from '../format';
import { setSession, useSession } from '../stores/session';

/** One sentence of what happened, one of what to do, the code small beside them; what was open stays open. */
export function ErrorBanner() {
  const error = useSession((s) => s.error);
  if (error === null) return null;
  return (
    <div className="banner error" role="alert">
      <CircleAlert size={18} aria-hidden="true" />
      <p>
        <strong>{sentence(error.message)}</strong> <span>{error.advice}</span> <code>{error.code}</code>
      </p>
      <button
        type="button"
        className="button plain icon small"
        aria-label="Dismiss"
        onClick={() => setSession({ error: null })}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
