import { Share2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { isSearching } from '../session/searching';
import { useSession } from '../stores/session';
import { useShared } from './shared';

const ShareDialog = lazy(() => import('./ShareDialog'));

/** Opens the dialog that shows what would be shared, before it is. */
export function ShareButton() {
  const searching = useSession(isSearching);
  const able = useSession(
    (s) => s.model !== null && !isSearching(s) && (s.steps.length > 0 || s.result !== null),
  );
  const open = useShared((s) => s.sharing);
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label="Share"
        title={searching ? 'Once there is a result; Stop keeps the best so far.' : undefined}
        disabled={!able}
        onClick={() => useShared.setState({ sharing: true })}
      >
        <Share2 size={16} aria-hidden="true" />
        <span className="only-wide">Share</span>
      </button>
      {open && (
        <Suspense>
          <ShareDialog />
        </Suspense>
      )}
    </>
  );
}
