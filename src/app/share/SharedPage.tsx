import { FileQuestion, FolderOpen, Workflow } from 'lucide-react';
import { RewriteList } from '../panels/RewriteList';
import { openFiles } from '../session/open';
import { Timeline } from '../timeline/Timeline';
import { useStructure as openStructure, short } from './openTrace';
import { SharedBanner } from './SharedBanner';
import { type Shared, useShared } from './shared';
import { modelWords } from './words';
import '../styles/canvas.css';
import '../styles/panels.css';
import '../styles/node.css';
import '../styles/evidence.css';
import '../styles/timeline.css';
import './share.css';

/** A shared trace without its model: the chart and the rules, and which file would bring the graph. */
export default function SharedPage({ embedded = false }: { embedded?: boolean }) {
  const shared = useShared((s) => s.shared);
  return (
    <main
      className="workbench shared-page"
      style={{ '--left': '320px', '--bottom': '188px' } as React.CSSProperties}
    >
      {embedded && <h1 className="unseen">A trace of Dreamgraph</h1>}
      <SharedBanner embedded={embedded} />
      <div className="columns">
        {!embedded && <RewriteList />}
        {shared !== null && <Missing shared={shared} />}
      </div>
      <Timeline />
    </main>
  );
}

function Missing({ shared: { trace, phase, trouble, structure } }: { shared: Shared }) {
  if (phase === 'opening') {
    return (
      <section className="shared-missing" aria-label="Model of the trace">
        <p className="quiet">Opening {modelWords(trace)}</p>
      </section>
    );
  }
  const isPrivate = trace.model.source.kind === 'private';
  return (
    <section className="shared-missing" aria-label="Model of the trace">
      <FileQuestion size={28} strokeWidth={1.6} aria-hidden="true" />
      <h2>{isPrivate ? 'The model was not shared' : 'The model is not here'}</h2>
      <p className="quiet">
        {trouble ??
          (isPrivate
            ? 'The chart and the rewrites are all there is, until you open the very file they were made with.'
            : 'The chart and the rewrites are all there is, until you open the file they were made with.')}
      </p>
      <p>
        The file{trace.model.name === null ? '' : ` ${trace.model.name}`} has the SHA-256{' '}
        <code className="shared-hash" title={trace.model.sha256}>
          {short(trace.model.sha256)}…
        </code>
      </p>
      <div className="shared-actions">
        <label className="button primary file">
          <FolderOpen size={15} aria-hidden="true" />
          Choose the file
          <input
            type="file"
            multiple
            aria-label="Open the model of the trace"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              void openFiles(files);
            }}
          />
        </label>
        {structure !== null && (
          <button type="button" className="button" onClick={() => void openStructure()}>
            <Workflow size={15} aria-hidden="true" />
            Show the structure that came along
          </button>
        )}
      </div>
      <p className="faint">or drop it anywhere on this page</p>
    </section>
  );
}
