import { Dices, FileQuestion, FolderOpen, Info } from 'lucide-react';
import { acceptRandomWeights, openFiles } from '../session/open';
import { useSession } from '../stores/session';

/** What has to be known about the opened model before its numbers are read. */
export function Notices() {
  const model = useSession((s) => s.model);
  if (model === null) return null;
  if (model.notTimeable !== null) {
    const { message, advice, code } = model.notTimeable;
    return (
      <div className="banner note">
        <Info size={16} aria-hidden="true" />
        <p>
          <strong>This model can be explored, not optimized.</strong> {message}{' '}
          {/* The others advise to leave it at that. */}
          {code === 'RUNTIME_MEMORY' && advice} <code>{code}</code>
        </p>
      </div>
    );
  }
  if (model.weights === 'missing') return <MissingWeights files={model.missingFiles} />;
  if (model.weights === 'random') {
    return (
      <div className="banner note slim">
        <Dices size={16} aria-hidden="true" />
        <p>
          <strong>Random weights stand in for the real ones:</strong> right for timing, while the outputs mean
          nothing.{' '}
          <span className="only-roomy">
            The download keeps its references to {listed(model.missingFiles) || 'the weights file'}, so it
            works with the real ones.
          </span>
        </p>
      </div>
    );
  }
  return null;
}

function MissingWeights({ files }: { files: readonly string[] }) {
  return (
    <div className="banner warn">
      <FileQuestion size={18} aria-hidden="true" />
      <p>
        <strong>The weights are in {files.length === 1 ? 'a file' : 'files'} of their own:</strong>{' '}
        <span className="mono">{listed(files)}</span>. Drop {files.length === 1 ? 'it' : 'them'} here, or go
        on with random weights: times stay true, outputs mean nothing.
      </p>
      <label className="button small file">
        <FolderOpen size={14} aria-hidden="true" />
        Choose {files.length === 1 ? 'the file' : 'the files'}
        <input
          type="file"
          multiple
          aria-label="Open weights"
          onChange={(event) => {
            void openFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <button type="button" className="button small" onClick={() => void acceptRandomWeights()}>
        <Dices size={14} aria-hidden="true" />
        Use random weights
      </button>
    </div>
  );
}

const listed = (files: readonly string[]): string =>
  files.length <= 3 ? files.join(', ') : `${files.slice(0, 2).join(', ')} and ${files.length - 2} more`;
