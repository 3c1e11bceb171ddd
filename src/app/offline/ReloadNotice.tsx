import { RefreshCw } from 'lucide-react';
import { takeUpdate } from '../../workers/offline/client';
import { useOffline } from '../stores/offline';

const TEXTS = {
  update: {
    what: 'A new version of Dreamgraph is ready.',
    after: 'This page goes on with the one it was opened with until it is reloaded.',
  },
  threads: {
    what: 'The page runs on one thread.',
    after: 'After a reload it can use several; what is open has to be opened again.',
  },
} as const;

/** Offers a reload, and says what for; nothing is reloaded under a person's hands. */
export default function ReloadNotice() {
  const reason = useOffline((s) => s.reloadFor);
  if (reason === null) return null;
  const { what, after } = TEXTS[reason];
  return (
    <section className="banner note" aria-label="Reload">
      <RefreshCw size={16} aria-hidden="true" />
      <p>
        <strong>{what}</strong> {after}
      </p>
      <button type="button" className="button small" onClick={() => void takeUpdate()}>
        Reload
      </button>
    </section>
  );
}
