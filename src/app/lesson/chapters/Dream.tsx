import { RefreshCw, Scale } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { curveOf, stepsOf } from '../../dream/curves';
import { DreamSliders } from '../../dream/DreamSliders';
import { FanChart } from '../../dream/FanChart';
import { partingsOf } from '../../dream/parting';
import { realPoints } from '../../dream/reality';
import { useFan } from '../../dream/useFan';
import { useReady } from '../../dream/useReady';
import { warmUp } from '../../dream/warm';
import { count, plural } from '../../format';
import { ChapterFrame, type Section } from '../ChapterFrame';
import { DreamMoves } from '../DreamMoves';
import { FigureFrame } from '../FigureFrame';
import { ofTheStart } from '../ofTheStart';
import { decimal, wholeNumber } from '../route';
import { useSample } from '../sample';
import { setFigure, useLesson } from '../store';
import { prepareTrainer } from '../trainer';
import { useObservation, useReplay } from '../useReplay';
import '../../styles/dream.css';

const MODEL = 'tiny_attention';
const ROLLOUTS = 20;

const sections: readonly Section[] = [
  {
    title: 'Imagining instead of doing',
    text: (
      <>
        <p>
          To play the game of the last chapter well one would like to try a thousand games and see how they
          end. Making a move is quick, but asking the clock about a graph takes seconds. So a neural network
          was trained to predict what a move does: a <em>world model</em>. It looks at a real graph once, and
          sums it up in some numbers of its own. From there on it only imagines: which moves will be legal,
          what each does to the runtime, when the game is over.
        </p>
        <p>
          Each <span className="imagined">violet</span> line is a dream: a game played from the board of the
          last chapter without making one move. Point at a line to see it alone, click to follow it.
        </p>
      </>
    ),
  },
  {
    title: 'Temperature: how bold a dreamer is',
    text: (
      <>
        <p>
          At temperature 0 the dreamer always makes the move that promises most, so that every dream is the
          same. The higher the temperature, the more often it makes a move that promises less. Drag the slider
          and watch the fan open.
        </p>
        <p>
          Why would one want worse moves? Because the good way of chapter 2 began with moves that save
          nothing. A player who is never bold does not find it. A player who is only bold finds nothing
          either.
        </p>
      </>
    ),
  },
  {
    title: 'Drift: how far a dream can be trusted',
    text: (
      <>
        <p>
          Every imagined step begins where the imagined step before it ended, so small errors become large
          ones. The band around the line that is followed says where the model believes the runtime to be,
          with nine chances in ten. Lengthen the horizon and see it widen.
        </p>
        <p>
          There is not one world model here but several, which were trained alike from different beginnings.
          Where they have seen enough, they agree. Where they disagree, none of them knows; a dream ends there
          rather than telling stories.
        </p>
      </>
    ),
  },
  {
    title: 'Where it lies',
    text: (
      <>
        <p>
          A dream makes a claim, and claims can be checked. Here the dream that you follow is played move by
          move on the real graph. The <span className="estimated">grey</span> line is an estimate of the real
          graphs' runtimes, counted from the arithmetic of each operation and the bytes that it moves; the
          clock comes in chapter 5. A mark shows where dream and reality part, and the list says why.
        </p>
        <p>
          The commonest lie is an illegal move: the model remembers a graph only roughly, and is sure of a
          place that is no longer there. That is no disaster. Nothing that was only dreamed ever reaches a
          file: every move is made by the real rules, or not at all. But an agent that learns from dreams
          learns the lies as well.
        </p>
      </>
    ),
  },
];

const presets = [
  { temperature: 0.5, horizon: 8, check: false },
  { temperature: 1.2, horizon: 8, check: false },
  { temperature: 0.6, horizon: 24, check: false },
  { temperature: 0.6, horizon: 10, check: true },
] as const;

/** Chapter 3: the dream. */
export default function Dream() {
  const at = useLesson((s) => Math.min(s.at, sections.length - 1));
  const asked = useLesson((s) => s.figure);
  const preset = presets[at] ?? presets[0];
  const temperature = decimal(asked.temp, 0, 2) ?? preset.temperature;
  const horizon = wholeNumber(asked.horizon, 1, 30) ?? preset.horizon;
  const seed = wholeNumber(asked.seed, 0, 9999) ?? 1;
  const check = asked.check === undefined ? preset.check : asked.check === 'yes';
  const [pointed, setPointed] = useState<number | null>(null);

  const { sample, error } = useSample(MODEL);
  useEffect(warmUp, []);
  const { observed, error: unseen } = useObservation(sample);
  const { info, error: unready } = useReady('dreamgraph', observed);
  const { fan, error: undreamed } = useFan(
    info === null || observed === null
      ? null
      : { kind: 'dreamgraph', start: observed.key, path: [], rollouts: ROLLOUTS, horizon, temperature, seed },
  );
  const dreams = useMemo(() => fan?.rollouts.map((rollout) => stepsOf(fan, rollout)) ?? [], [fan]);
  const chosen = Math.min(wholeNumber(asked.dream, 0, ROLLOUTS - 1) ?? 0, Math.max(0, dreams.length - 1));
  const steps = dreams[chosen] ?? null;
  const {
    replay,
    legal,
    error: unplayed,
  } = useReplay(sample?.session ?? null, observed, check ? steps : null);
  const start = useMemo(
    // Runtimes are shares of the start's: what is estimated and what is measured begin at the same height.
    () => ({ ms: 1, source: observed?.source ?? 'estimated' }) as const,
    [observed],
  );
  const real = useMemo(
    () =>
      observed === null || replay === null
        ? []
        : realPoints(observed, start, { replay, measured: new Map() }),
    [observed, replay, start],
  );
  const partings = useMemo(
    () =>
      steps === null || replay === null ? [] : partingsOf(steps, replay.steps, curveOf(start, steps), real),
    [steps, replay, start, real],
  );
  const dreaming = fan !== null;
  useEffect(() => {
    // The next chapter trains; trying the backends for it takes seconds.
    if (dreaming && sample !== null) prepareTrainer(sample, 'nothing', 1);
  }, [dreaming, sample]);
  const trouble = error ?? unseen ?? unready ?? undreamed ?? unplayed;
  return (
    <ChapterFrame
      title="The dream"
      lead="Looking ahead without acting: a network that has watched many games imagines how this one could go on."
      sections={sections}
      figure={
        <FigureFrame
          title="Dreams from one board"
          error={trouble}
          tools={
            <>
              <button
                type="button"
                className="button small"
                onClick={() => setFigure({ seed: String(seed + 1), dream: '' })}
              >
                <RefreshCw size={13} aria-hidden="true" />
                Dream again
              </button>
              <button
                type="button"
                className="button small"
                aria-pressed={check}
                onClick={() => setFigure({ check: check ? 'no' : 'yes' })}
              >
                <Scale size={13} aria-hidden="true" />
                Check
              </button>
            </>
          }
          foot={
            <p role="status">
              {fan === null || steps === null ? (
                trouble === null ? (
                  'Waking the world model'
                ) : (
                  'No dreams this time'
                )
              ) : (
                <>
                  {count(fan.imagined)} imagined steps in {fan.ms.toFixed(0)} ms, not one real.{' '}
                  {legal !== null &&
                    (legal === steps.length
                      ? `All ${legal} moves of this dream are legal on the real graph.`
                      : `${plural(legal, 'move')} of this dream ${legal === 1 ? 'is' : 'are'} legal, then it parts from reality.`)}
                </>
              )}
            </p>
          }
        >
          {observed !== null && fan !== null && steps !== null && (
            <div className="lesson-dream scroll">
              <p className="fan-caption">Runtime after each rewrite; the start is 100&#8239;%</p>
              <FanChart
                start={start}
                dreams={dreams}
                horizon={horizon}
                chosen={chosen}
                pointed={pointed}
                step={null}
                real={real}
                partings={partings}
                label="Imagined runtime of dreams"
                format={ofTheStart}
                onPoint={setPointed}
                onChoose={(dream) => setFigure({ dream: String(dream) })}
              />
              <div className="dream-controls">
                <DreamSliders
                  temperature={temperature}
                  horizon={horizon}
                  onTemperature={(value) => setFigure({ temp: value.toFixed(2), dream: '' })}
                  onHorizon={(value) => setFigure({ horizon: String(value), dream: '' })}
                />
              </div>
              <h3>
                Dream {chosen + 1} of {dreams.length}: what is left of the runtime after each move, as
                imagined
              </h3>
              <DreamMoves steps={steps} rules={observed.rules} replay={check ? replay : null} />
            </div>
          )}
        </FigureFrame>
      }
    />
  );
}
