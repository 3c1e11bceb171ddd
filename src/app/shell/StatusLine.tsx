import { fileSize } from '../format';
import { useSession } from '../stores/session';
import { timeLeft } from './timeLeft';
import { Unbroken } from './Unbroken';
import { useElapsed } from './useElapsed';

/** Progress in words, for screen readers too; it takes room only while there is something to say. */
export function StatusLine() {
  const elapsed = useElapsed(useSession((s) => (s.progress?.secondsLeft == null ? null : s.progress)));
  const text = useSession((s) => {
    if (s.opening !== null && s.fetched !== null) return `Fetching ${s.opening}: ${bytesOf(s.fetched)}`;
    if (s.opening !== null) return `Opening ${s.opening}`;
    if (s.running && s.stopping) return 'Stopping; the best result so far is kept';
    if (s.progress !== null) {
      const { message, secondsLeft } = s.progress;
      return secondsLeft === null ? message : `${message}, ${timeLeft(secondsLeft, elapsed)}`;
    }
    if (s.running) return 'Starting';
    if (s.measuring !== null || s.profiling) return 'Waiting for the clock';
    return s.notice ?? '';
  });
  const share = useSession((s) => {
    if (s.fetched !== null && s.fetched.total > 0) return s.fetched.loaded / s.fetched.total;
    return s.progress !== null && s.progress.total > 0 ? s.progress.done / s.progress.total : null;
  });
  const busy = useSession((s) => s.running || s.opening !== null || s.profiling || s.progress !== null);
  return (
    <div className="status" data-on={text !== ''} data-busy={busy}>
      <div className="status-bar" aria-hidden="true">
        <div style={{ transform: `scaleX(${share ?? 0})` }} />
      </div>
      <p role="status" aria-live="polite">
        <Unbroken text={text} />
      </p>
    </div>
  );
}

const bytesOf = ({ loaded, total }: { loaded: number; total: number }): string =>
  total > 0 ? `${fileSize(loaded)} of ${fileSize(total)}` : fileSize(loaded);
