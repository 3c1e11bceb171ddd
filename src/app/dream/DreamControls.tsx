import { RefreshCw, Undo2 } from 'lucide-react';
import { DreamSliders } from './DreamSliders';
import { setDreamTab, useDreamTab } from './state';
import { steer } from './steer';

/** How boldly and how far to dream; the fan above follows at once. */
export function DreamControls() {
  const { temperature, horizon, seed, path } = useDreamTab();
  return (
    <div className="dream-controls">
      <DreamSliders
        temperature={temperature}
        horizon={horizon}
        onTemperature={(value) => setDreamTab({ temperature: value })}
        onHorizon={(value) => setDreamTab({ horizon: value })}
      />
      <div className="dream-buttons">
        <button
          type="button"
          className="button small"
          title="The same question with other chances"
          onClick={() => setDreamTab({ seed: seed + 1, chosen: 0, at: null })}
        >
          <RefreshCw size={13} aria-hidden="true" />
          Dream again
        </button>
        {path.length > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => steer('Stop steering', { path: [], chosen: 0, at: null })}
          >
            <Undo2 size={13} aria-hidden="true" />
            Stop steering
          </button>
        )}
      </div>
    </div>
  );
}
