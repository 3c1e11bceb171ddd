import { FileDown, FileUp } from 'lucide-react';
import { useState } from 'react';
import {
  keepOperatorTimes,
  keepsOperatorTimes,
  openOperatorTimes,
  saveOperatorTimes,
} from '../session/operatorTimes';
import { useSession } from '../stores/session';

/** The operators' times that estimates are made from: whether the browser keeps a private model's, and the way to a file. */
export function OperatorTimesKept() {
  const running = useSession((s) => s.running);
  const [keep, setKeep] = useState(keepsOperatorTimes);
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={keep}
          onChange={({ currentTarget: { checked } }) => {
            setKeep(checked);
            void keepOperatorTimes(checked);
          }}
        />
        Keep operator times in this browser
      </label>
      <p className="faint small">
        Estimates are made from them. They tell shapes, attributes and custom operators, so those of a model
        of yours go with this tab unless the box is checked.
      </p>
      <div className="row">
        <button
          type="button"
          className="button small"
          disabled={running}
          onClick={() => void saveOperatorTimes()}
        >
          <FileDown size={13} aria-hidden="true" />
          Save times
        </button>
        <label className="button small file">
          <FileUp size={13} aria-hidden="true" />
          Open times
          <input
            type="file"
            accept=".json,application/json"
            aria-label="Open operator times"
            disabled={running}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              currentTarget.value = '';
              if (file !== undefined) void openOperatorTimes(file);
            }}
          />
        </label>
      </div>
    </>
  );
}
