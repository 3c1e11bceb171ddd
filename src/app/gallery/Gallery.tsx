import { FileDown, GraduationCap, ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { toErrorData } from '../../core';
import { openFiles } from '../session/open';
import { setSession } from '../stores/session';
import { Demo } from './Demo';
import { folder, type GalleryModel, loadGallery } from './gallery';
import { loadReadyTraces, type ReadyTrace } from './readyTraces';
import { Sample } from './Sample';
import { useMedia } from './useMedia';

const KeepOffline = lazy(() => import('../offline/KeepOffline'));
/** Whether a service worker is there to keep things. */
const canKeep = (): boolean => navigator.serviceWorker?.controller != null;

/** The empty page: a place to drop a model on, three models to try, and what happens to what is dropped. */
export function Gallery() {
  const wide = useMedia('(min-width: 1000px)');
  return (
    <main className="gallery">
      <section className="hero">
        <div className="pitch">
          <h2>Make a neural network faster, and watch how.</h2>
          <p>
            Drop an ONNX model. It is rewritten into one that computes the same, each step proved, checked and
            timed on this machine.
          </p>
          <label className="drop-target file">
            <FileDown size={28} strokeWidth={1.6} aria-hidden="true" />
            <span>
              <strong>Drop an ONNX model anywhere</strong>
              <span>or choose a file</span>
            </span>
            <input
              type="file"
              multiple
              aria-label="Choose a model"
              onChange={(event) => {
                const files = [...(event.currentTarget.files ?? [])];
                // The same file may be chosen again after an error.
                event.currentTarget.value = '';
                void openFiles(files);
              }}
            />
          </label>
        </div>
        {wide && <Demo model={`${folder}tiny_attention.onnx`} />}
      </section>
      <Samples />
      <footer className="foot">
        <p className="privacy">
          <ShieldCheck size={16} aria-hidden="true" />
          The model is read, rewritten and measured in this browser; nothing of it leaves your machine.
        </p>
        <p className="foot-links">
          <a className="button plain" href="?lesson=1">
            <GraduationCap size={16} aria-hidden="true" />
            How it works, in five chapters to play with
          </a>
          {canKeep() && (
            <Suspense>
              <KeepOffline />
            </Suspense>
          )}
        </p>
      </footer>
    </main>
  );
}

/** Three models that show different rewrites come first. */
const FIRST = ['bert_mini', 'densenet121', 'tiny_attention'];

/** Where the figures on the cards come from; empty until they are there. */
function measuredWhere(ready: ReadonlyMap<string, ReadyTrace>): string {
  const devices = new Set([...ready.values()].flatMap(({ device }) => (device === '' ? [] : [device])));
  return devices.size === 0
    ? ''
    : `Speed-ups with 95\u202f% intervals, measured on ${[...devices].join('; ')}`;
}

function Samples() {
  const [models, setModels] = useState<readonly GalleryModel[]>([]);
  const [ready, setReady] = useState<ReadonlyMap<string, ReadyTrace>>(new Map());
  const [all, setAll] = useState(false);
  const few = useMedia('(min-width: 1000px) and (min-height: 960px)') ? 6 : 3;
  useEffect(() => {
    void loadReadyTraces().then(setReady);
    loadGallery().then(setModels, (thrown: unknown) => setSession({ error: toErrorData(thrown, 'NETWORK') }));
  }, []);
  useEffect(() => {
    if (models.length > 0 && performance.getEntriesByName('page:usable').length === 0)
      performance.mark('page:usable');
  }, [models]);
  const rank = (m: GalleryModel) => FIRST.indexOf(m.id) + 1 || 99;
  const sorted = [...models].sort((a, b) => rank(a) - rank(b));
  return (
    <section className="samples" aria-labelledby="samples">
      <header>
        <h3 id="samples">Or start from a sample</h3>
        <p className="faint">{measuredWhere(ready)}</p>
      </header>
      <ul>
        {sorted.slice(0, all ? sorted.length : few).map((model) => (
          <li key={model.id}>
            <Sample model={model} trace={ready.get(model.id) ?? null} />
          </li>
        ))}
        {models.length === 0 && [0, 1, 2].map((i) => <li key={i} className="sample-place" />)}
      </ul>
      {models.length > few && (
        <button type="button" className="button plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${models.length}`}
        </button>
      )}
    </section>
  );
}
