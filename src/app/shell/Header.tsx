import { ChevronRight, Download, FolderOpen, Play, Square, X } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { plural } from '../format';
import { download } from '../session/download';
import { obstacle } from '../session/obstacle';
import { openFiles } from '../session/open';
import { requestClose } from '../session/requestClose';
import { optimize } from '../session/run';
import { isSearching } from '../session/searching';
import { stop } from '../session/stop';
import { playable } from '../session/views';
import { ShareButton } from '../share/ShareButton';
import { useSession } from '../stores/session';
import { Brand } from './Brand';
import { ViewMenu } from './ViewMenu';

const DimsChip = lazy(() => import('./DimsChip'));
const TargetPicker = lazy(() => import('./TargetPicker'));

/** Name ▸ model ▸ dimensions ▸ target ▸ Optimize, Download. */
export function Header() {
  const model = useSession((s) => s.model);
  return (
    <header className="header">
      <Brand />
      {model !== null && (
        <>
          <ChevronRight className="crumb" size={14} aria-hidden="true" />
          <span className="model-name cut" title={model.name}>
            {model.name}
          </span>
          <button
            type="button"
            className="button plain icon small only-roomy"
            aria-label="Close the model"
            title="Close the model, back to the start"
            onClick={requestClose}
          >
            <X size={14} aria-hidden="true" />
          </button>
          <span className="faint node-count">{plural(model.nodes, 'node')}</span>
          <Suspense>
            <DimsChip />
          </Suspense>
        </>
      )}
      <span className="spring" />
      {model !== null && (
        <Suspense>
          <TargetPicker />
        </Suspense>
      )}
      <OpenButton />
      {model !== null && <OptimizeButton />}
      {model !== null && <ShareButton />}
      {model !== null && <DownloadButton />}
      <ViewMenu />
    </header>
  );
}

function OpenButton() {
  return (
    <label className="button plain file">
      <FolderOpen size={16} aria-hidden="true" />
      <span className="only-wide">Open</span>
      <input
        type="file"
        multiple
        aria-label="Open model"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen twice in a row.
          event.currentTarget.value = '';
          void openFiles(files);
        }}
      />
    </label>
  );
}

function OptimizeButton() {
  const running = useSession((s) => s.running);
  const stopping = useSession((s) => s.stopping);
  const trouble = useSession(obstacle);
  const reason = useId();
  if (running) {
    return (
      <button type="button" className="button main" disabled={stopping} onClick={() => void stop()}>
        <Square size={13} fill="currentColor" aria-hidden="true" />
        Stop
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        className="button primary main"
        disabled={trouble !== null}
        title={trouble ?? undefined}
        aria-describedby={trouble === null ? undefined : reason}
        onClick={() => void optimize()}
      >
        <Play size={14} fill="currentColor" aria-hidden="true" />
        Optimize
      </button>
      {trouble !== null && (
        <span id={reason} className="unseen">
          {trouble}
        </span>
      )}
    </>
  );
}

function DownloadButton() {
  const result = useSession((s) => s.result);
  const steps = useSession((s) => playable(s.steps));
  const searching = useSession(isSearching);
  // After a run that gained nothing the original comes back, so that is what is saved.
  const step = result?.returned === 'original' ? 0 : steps;
  return (
    <button
      type="button"
      className="button"
      aria-label="Download model"
      title={
        searching
          ? 'Once there is a result; Stop keeps the best so far.'
          : steps > 0 && step === 0
            ? 'Saves the original: nothing faster was confirmed'
            : undefined
      }
      disabled={(result === null && steps === 0) || searching}
      onClick={() => void download(step)}
    >
      <Download size={16} aria-hidden="true" />
      <span className="only-wide">Download</span>
    </button>
  );
}
