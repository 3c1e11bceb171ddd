import { RefreshCw, Undo2 } from 'lucide-react';
import type { ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { time } from '../format';
import type { StartFigure } from './curves';
import { DreamSlider } from './DreamSlider';
import { DreamsOf } from './DreamsOf';
import { setDreamTab, useDreamTab } from './state';

const kinds: readonly ModelKind[] = ['dreamgraph', 'rlflow'];

/** Dreams of one state. */
export function DreamOf({ observed }: { observed: Observed }) {
  const tab = useDreamTab();
  const { kind, compare, temperature, horizon, seed } = tab;
  const start = tab.start === observed.key && tab.clock !== null ? tab.clock : sourceOf(observed);
  const shown = compare ? kinds : [kind];
  return (
    <>
      <Beginning observed={observed} start={start} />
      <ModelChoice />
      {shown.map((one) => (
        <DreamsOf key={one} kind={one} observed={observed} start={start} titled={compare}>
          {compare && one !== kinds.at(-1) ? null : (
            <div className="dream-controls">
              <DreamSlider
                label="Temperature"
                value={temperature}
                min={0}
                max={2}
                step={0.05}
                text={temperature.toFixed(2)}
                ends={['surest move', 'bolder']}
                onChange={(value) => setDreamTab({ temperature: value })}
              />
              <DreamSlider
                label="Horizon"
                value={horizon}
                min={1}
                max={30}
                step={1}
                text={horizon === 1 ? '1 rewrite' : `${horizon} rewrites`}
                ends={['1', '30']}
                onChange={(value) => setDreamTab({ horizon: value })}
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
                {tab.path.length > 0 && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => setDreamTab({ path: [], chosen: 0, at: null })}
                  >
                    <Undo2 size={13} aria-hidden="true" />
                    Stop steering
                  </button>
                )}
              </div>
            </div>
          )}
        </DreamsOf>
      ))}
    </>
  );
}

const sourceOf = ({ ms, source }: Observed) => ({ ms, source }) as const;

function Beginning({ observed, start }: { observed: Observed; start: StartFigure }) {
  return (
    <p className="dream-lead">
      What the world model <strong className="imagined">imagines</strong> could become of{' '}
      {observed.step === 0 ? 'the original' : `step ${observed.step}`}, now{' '}
      <span className={start.source}>
        {start.source === 'estimated' ? '≈ ' : ''}
        {time(start.ms)} {start.source}
      </span>
      .
    </p>
  );
}

/** Which of the two models dreams, or both. */
function ModelChoice() {
  const kind = useDreamTab((s) => s.kind);
  const compare = useDreamTab((s) => s.compare);
  const value = compare ? 'both' : kind;
  return (
    <fieldset className="segments">
      <legend className="unseen">World model</legend>
      {(['dreamgraph', 'rlflow', 'both'] as const).map((one) => (
        <label key={one} data-on={value === one || undefined}>
          <input
            type="radio"
            name="world-model"
            className="unseen"
            checked={value === one}
            onChange={() =>
              setDreamTab(
                one === 'both'
                  ? { compare: true }
                  : { compare: false, kind: one, chosen: 0, at: null, path: [] },
              )
            }
          />
          {one === 'both' ? 'side by side' : one}
        </label>
      ))}
    </fieldset>
  );
}
