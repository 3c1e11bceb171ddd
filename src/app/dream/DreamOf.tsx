import { RefreshCw, Undo2 } from 'lucide-react';
import type { ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { useSenderStart } from '../share/senderStart';
import { type StartFigure, startFigure, startWords } from './curves';
import { DreamSlider } from './DreamSlider';
import { DreamsOf } from './DreamsOf';
import { ModelChoice } from './ModelChoice';
import { setDreamTab, useDreamTab } from './state';
import { steer } from './steer';

const kinds: readonly ModelKind[] = ['dreamgraph', 'rlflow'];

/** Dreams of one state. */
export function DreamOf({ observed }: { observed: Observed }) {
  const tab = useDreamTab();
  const { kind, compare, temperature, horizon, seed } = tab;
  const theirs = useSenderStart(observed.step);
  const clock = tab.start === observed.key ? tab.clock : null;
  // In a shared trace the chart stands on the sender's clock, and dreams with it, until one's own was asked.
  const start = clock ?? (observed.source === 'measured' ? null : theirs) ?? sourceOf(observed);
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
                    onClick={() => steer('Stop steering', { path: [], chosen: 0, at: null })}
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
        {startFigure(start)} {startWords(start)}
      </span>
      .
    </p>
  );
}
