import { Download, FolderOpen } from 'lucide-react';
import { plural } from '../format';
import { useTraining } from '../stores/training';
import { forgetTraining, useWorldModel } from '../stores/worldModel';
import { keepInBrowser } from './keeping';
import { openCheckpoint, saveCheckpoint } from './training';

const origins = {
  pretrained: 'the pretrained model',
  'trained here': 'the model trained here',
  'opened file': 'the checkpoint that was opened',
} as const;

/** What dreams use, and where what was learned is kept. */
export function Checkpoints() {
  const origin = useWorldModel((s) => s.origin);
  const updates = useWorldModel((s) => s.updates);
  const agent = useWorldModel((s) => s.agent);
  const accepted = useTraining((s) => (s.mode === 'agent' ? '.dgag' : '.dgck'));
  const run = useTraining((s) => s.run);
  const keep = useTraining((s) => s.keep);
  return (
    <>
      <h4>Checkpoint</h4>
      {agent === null ? (
        <p className="quiet">
          Dreams use {origins[origin]}
          {origin !== 'pretrained' && `, ${plural(updates, 'update')}`}.
        </p>
      ) : (
        <p className="quiet">
          Dreams, and the next Optimize of this model, use the agent trained here,{' '}
          {plural(agent.rounds, 'round')}, and its world model, {plural(updates, 'update')}.
        </p>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={keep}
          onChange={(event) => void keepInBrowser(event.currentTarget.checked)}
        />
        Keep in this browser
      </label>
      <p className="faint small">
        It is kept under the model’s SHA-256, until the box is cleared. Otherwise nothing outlives this tab.
      </p>
      <div className="run-buttons">
        <button
          type="button"
          className="button small"
          disabled={run !== 'open'}
          onClick={() => void saveCheckpoint()}
        >
          <Download size={13} aria-hidden="true" />
          Save checkpoint
        </button>
        <label className="button small file" data-disabled={run === 'starting' || undefined}>
          <FolderOpen size={13} aria-hidden="true" />
          Open checkpoint
          <input
            type="file"
            accept={accepted}
            aria-label="Open checkpoint"
            disabled={run === 'starting'}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file !== undefined) void openCheckpoint(file);
            }}
          />
        </label>
        {origin !== 'pretrained' && (
          <button type="button" className="button small wide" onClick={forgetTraining}>
            Use the pretrained model
          </button>
        )}
      </div>
    </>
  );
}
