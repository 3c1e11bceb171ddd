import { Play } from 'lucide-react';
import { count, interval, plural, ratio } from '../format';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import { type GalleryModel, openGalleryModel } from './gallery';
import { type ReadyTrace, watch } from './readyTraces';

/** A gallery model: how large it is, what to look for, what it gains at best, and a trace to watch at once. */
export function Sample({ model, trace }: { model: GalleryModel; trace: ReadyTrace | null }) {
  const opening = useSession((s) => s.opening);
  return (
    <div className="sample-card" data-busy={opening === model.title || undefined}>
      <button
        type="button"
        className="sample"
        disabled={opening !== null}
        aria-busy={opening === model.title}
        // The model worker starts while the person is still deciding.
        onPointerEnter={() => connection()}
        onClick={() => void openGalleryModel(model)}
      >
        <strong>{model.title}</strong>
        <span className="look">{model.look}</span>
        <span className="faint">
          {plural(model.nodes, 'node')} · {count(model.weightBytes / 4)} parameters
        </span>
      </button>
      {trace !== null && (
        <div className="sample-trace">
          <p>
            <Best trace={trace} />
          </p>
          <button
            type="button"
            className="button small"
            disabled={opening !== null}
            aria-label={`Watch the trace of ${model.title}`}
            onClick={() => void watch(trace)}
          >
            <Play size={12} aria-hidden="true" />
            Watch
          </button>
        </div>
      )}
    </div>
  );
}

/** One line, so that the lines of all cards stand at the same height; where it was measured is said once above them. */
function Best({ trace }: { trace: ReadyTrace }) {
  const { speedup, outcome, steps } = trace;
  if (speedup === null) return <span className="faint">{plural(steps, 'rewrite')}, not measured</span>;
  const between = <small title="95 % interval">{interval(speedup.ci95[0], speedup.ci95[1])}</small>;
  if (outcome === 'gained') {
    return (
      <span className="measured">
        <strong>{ratio(speedup.ratio)}</strong> faster {between}
      </span>
    );
  }
  return (
    <span className="faint">
      {outcome === 'nothing' ? 'no gain confirmed' : 'not settled'} {between}
    </span>
  );
}
