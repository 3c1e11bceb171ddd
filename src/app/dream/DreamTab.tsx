import { useEffect } from 'react';
import { light } from '../stores/dreaming';
import { useSession } from '../stores/session';
import '../styles/dream.css';
import { warmDreams } from './connection';
import { DreamOf } from './DreamOf';
import { Failure } from './Failure';
import { beginAt } from './state';
import { useObserved } from './useObserved';

/** What the world model imagines from the graph on the canvas, and reality beside it. */
export default function DreamTab() {
  const file = useSession((s) => s.model?.sha256 ?? null);
  // Dreaming takes the cores that the clock is timing on.
  const busy = useSession((s) => s.running || s.measuring !== null || s.profiling);
  const { observed, error } = useObserved(!busy);
  useEffect(() => {
    warmDreams().catch(() => undefined);
    return () => light(null);
  }, []);
  useEffect(() => {
    if (observed !== null && file !== null) beginAt(observed.key, file);
  }, [observed, file]);
  return (
    <section className="dream details" aria-label="Dream">
      {error !== null && <Failure error={error} />}
      {busy ? (
        <p className="quiet">
          Dreams wait while the clock is running: they would take the cores that it times.
        </p>
      ) : observed === null || file === null ? (
        error === null && <p className="quiet">Looking at the graph.</p>
      ) : (
        <DreamOf key={observed.key} observed={observed} />
      )}
    </section>
  );
}
