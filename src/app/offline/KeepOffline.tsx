import { Check, CloudDownload } from 'lucide-react';
import { toErrorData } from '../../core';
import { keepAll } from '../../workers/offline/client';
import { fileSize, percent } from '../format';
import { setOffline, useOffline } from '../stores/offline';
import { setSession } from '../stores/session';

/** Fetches the runtimes, the samples and the checkpoint now, rather than each when it is first used. */
export default function KeepOffline() {
  const keeping = useOffline((s) => s.keeping);
  const kept = useOffline((s) => s.kept);
  if (kept) {
    return (
      <span className="keep-offline">
        <Check size={15} aria-hidden="true" />
        All of it is kept on this machine and works without a network.
      </span>
    );
  }
  return (
    <button
      type="button"
      className="button plain keep-offline"
      disabled={keeping !== null}
      onClick={() => void keep()}
    >
      <CloudDownload size={15} aria-hidden="true" />
      {keeping === null
        ? 'Keep everything for use without a network'
        : `Keeping ${fileSize(keeping.total)}: ${percent(keeping.bytes / Math.max(1, keeping.total))}`}
    </button>
  );
}

async function keep(): Promise<void> {
  setOffline({ keeping: { bytes: 0, total: 0 } });
  try {
    await keepAll((bytes, total) => setOffline({ keeping: { bytes, total } }));
    setOffline({ kept: true });
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'NETWORK') });
  } finally {
    setOffline({ keeping: null });
  }
}
