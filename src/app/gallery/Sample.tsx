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

/** A verdict and the figure behind it, two lines on every card; where it was measured is said once above them. */
function Best({ trace }: { trace: ReadyTrace }) {
  const { speedup, outcome, steps } = trace;
  const figure = speedup === null ? 'not measured' : interval(speedup.ci95[0], speedup.ci95[1]);
  return (
    <>
      {outcome === 'gained' && speedup !== null ? (
        <span className="measured">
          <strong>{ratio(speedup.ratio)}</strong> faster
        </span>
      ) : (
        <span>{speedup === null ? plural(steps, 'rewrite') : VERDICTS[outcome]}</span>
      )}
      <span className="faint" title={speedup === null ? undefined : '95\u202f% interval of the speed-up'}>
        {figure}
      </span>
    </>
  );
}

const VERDICTS: Readonly<Record<ReadyTrace['outcome'], string>> = {
  gained: '',
  nothing: 'no gain confirmed',
  unsettled: 'not settled',
  unmeasured: '',
};
