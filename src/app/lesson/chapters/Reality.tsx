import { Square, Timer } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { bestStep, curveOf, stepsOf } from '../../dream/curves';
import { FanChart } from '../../dream/FanChart';
import { partingsOf } from '../../dream/parting';
import { realPoints } from '../../dream/reality';
import { Scatter } from '../../dream/Scatter';
import { useFan } from '../../dream/useFan';
import { useReady } from '../../dream/useReady';
import { warmUp } from '../../dream/warm';
import { ChapterFrame, type Section } from '../ChapterFrame';
import { DreamMoves } from '../DreamMoves';
import { FigureFrame } from '../FigureFrame';
import { KeptPromise } from '../KeptPromise';
import { NoiseStrip } from '../NoiseStrip';
import { ofTheStart } from '../ofTheStart';
import { decimal, wholeNumber } from '../route';
import { useSample } from '../sample';
import { setFigure, useLesson } from '../store';
import { useMeasuring } from '../useMeasuring';
import { useObservation, useReplay } from '../useReplay';
import { useEstimates, withClock } from '../useScatter';
import { warmClock } from '../warmClock';
import '../../styles/dream.css';

const MODEL = 'tiny_attention';
const ROLLOUTS = 12;
const HORIZON = 10;

const sections: readonly Section[] = [
  {
    title: 'One promise, one clock',
    text: (
      <>
        <p>
          Here is one dream from chapter 3, played on the real graph as far as it is legal. The{' '}
          <span className="imagined">violet</span> line is what was imagined. Press <em>Ask the clock</em>:
          each graph on the way is run in turns with the original, on this machine, for a little less than a
          second. The <span className="measured">teal</span> dots are what came out.
        </p>
        <p>
          Which of the two is right is not a matter of opinion. When the dots leave the violet band, the dream
          was wrong, and the figure says so.
        </p>
      </>
    ),
  },
  {
    title: 'One number is no measurement',
    text: (
      <>
        <p>
          Ask the same question again, and again. The answers differ: other programs want the processor, it
          changes its speed, memory lies elsewhere. So both graphs are run in turns, many times, and what is
          reported is a ratio with an interval that holds the truth nineteen times out of twenty.
        </p>
        <p>
          If the interval holds ×1, nothing has been shown, however good the number in its middle looks.
          Trying twenty graphs and reporting the best is no better: one of the twenty is lucky. That is why
          the app measures its winner once more, afresh, before it claims anything.
        </p>
      </>
    ),
  },
  {
    title: 'How far to trust the dreamer',
    text: (
      <>
        <p>
          Each point is one step of one of a dozen dreams: what was imagined to the right, what is real
          upwards. On the diagonal the dream was true. <span className="estimated">Grey</span> points are
          estimates, counted from arithmetic and bytes; the steps that you measured are{' '}
          <span className="measured">teal</span>.
        </p>
        <p>
          A dreamer need not be exact to be useful. If it only gets the order right, so that what it calls
          better mostly is better, it saves nearly all the measuring. The rank correlation <em>τ</em> says how
          far that holds: 1 is always, 0 is never better than a coin.
        </p>
      </>
    ),
  },
  {
    title: 'What may be called faster',
    text: (
      <>
        <p>
          So this is the whole machine. A model is a graph. Proved rules make moves on it that cannot change
          its answer. A world model dreams of good ways, an agent chooses among them, every move is made for
          real or not at all, and the clock has the last word. If the clock says that nothing was gained, you
          get your own file back.
        </p>
        <p>
          Now try it: <a href="./">open the app</a>, choose a sample or drop a model of your own, and press
          Optimize. Nothing leaves this machine, not even in a dream.
        </p>
      </>
    ),
  },
];

/** Chapter 5: the reality check. */
export default function Reality() {
  const at = useLesson((s) => Math.min(s.at, sections.length - 1));
  const asked = useLesson((s) => s.figure);
  const temperature = decimal(asked.temp, 0, 2) ?? 0.5;
  const seed = wholeNumber(asked.seed, 0, 9999) ?? 1;
  const { sample, error } = useSample(MODEL);
  useEffect(warmUp, []);
  useEffect(() => {
    if (sample !== null) void warmClock(sample);
  }, [sample]);
  const { observed, error: unseen } = useObservation(sample);
  const { info, error: unready } = useReady('dreamgraph', observed);
  const { fan, error: undreamed } = useFan(
    info === null || observed === null
      ? null
      : {
          kind: 'dreamgraph',
          start: observed.key,
          path: [],
          rollouts: ROLLOUTS,
          horizon: HORIZON,
          temperature,
          seed,
        },
  );
  const dreams = useMemo(() => fan?.rollouts.map((rollout) => stepsOf(fan, rollout)) ?? [], [fan]);
  const chosen = Math.min(wholeNumber(asked.dream, 0, ROLLOUTS - 1) ?? 0, Math.max(0, dreams.length - 1));
  const steps = dreams[chosen] ?? null;
  const { replay, legal, error: unplayed } = useReplay(sample?.session ?? null, observed, steps);
  const clock = useMeasuring(sample, replay);
  const estimates = useEstimates(sample, observed, dreams, at === 2);
  const points = useMemo(
    () => withClock(estimates, steps ?? [], clock.answers),
    [estimates, steps, clock.answers],
  );

  const lastAnswers = useMemo(
    () => new Map([...clock.answers].flatMap(([n, list]) => list.slice(-1).map((one) => [n, one] as const))),
    [clock.answers],
  );
  const heard = lastAnswers.size > 0;
  // Runtimes are shares of the start's: the clock's word changes no scale.
  const start = useMemo(
    () => ({ ms: 1, source: heard ? 'measured' : (observed?.source ?? 'estimated') }) as const,
    [observed, heard],
  );
  const real = useMemo(
    () =>
      observed === null || replay === null
        ? []
        : realPoints(observed, start, { replay, measured: lastAnswers }),
    [observed, replay, start, lastAnswers],
  );
  const partings = useMemo(
    () =>
      steps === null || replay === null ? [] : partingsOf(steps, replay.steps, curveOf(start, steps), real),
    [steps, replay, start, real],
  );
  const best = Math.max(1, Math.min(legal ?? 0, bestStep(steps ?? []) || 1));
  // The one that the figure speaks of is the first to be answered.
  const order = [
    best,
    ...Array.from({ length: legal ?? 0 }, (_, i) => i + 1).filter((n) => n !== best),
  ].filter((n) => !clock.answers.has(n));
  const ask = () => void clock.measure(at === 1 ? [best] : order.length > 0 ? order : [best]);
  const able = replay !== null && (legal ?? 0) > 0;
  const trouble = error ?? unseen ?? unready ?? undreamed ?? unplayed ?? clock.error;
  return (
    <ChapterFrame
      title="The reality check"
      lead="A dream is worth what the clock says of it. This chapter asks."
      sections={sections}
      figure={
        <FigureFrame
          title={
            at === 1
              ? 'The same question, again'
              : at === 2
                ? 'Imagined against real'
                : 'A dream and the clock'
          }
          error={trouble}
          tools={
            clock.now !== null ? (
              <button type="button" className="button small" onClick={clock.stop}>
                <Square size={11} fill="currentColor" aria-hidden="true" />
                Stop
              </button>
            ) : (
              <button type="button" className="button small primary" disabled={!able} onClick={ask}>
                <Timer size={13} aria-hidden="true" />
                {at === 1 && clock.answers.has(best) ? 'Ask again' : 'Ask the clock'}
              </button>
            )
          }
          foot={
            <p role="status">
              {replay === null || steps === null ? (
                trouble === null ? (
                  'Playing the dream on the real graph'
                ) : (
                  'No dream to check this time'
                )
              ) : (
                <KeptPromise
                  {...{ legal: legal ?? 0, of: steps.length, now: clock.now, best }}
                  imagined={steps[best - 1]?.factor ?? 1}
                  measured={lastAnswers.get(best) ?? null}
                />
              )}
            </p>
          }
        >
          {observed !== null && steps !== null && (
            <div className="lesson-dream scroll">
              {at === 1 ? (
                <NoiseStrip answers={clock.answers.get(best) ?? []} moves={best} />
              ) : at === 2 ? (
                <Scatter points={points} />
              ) : (
                <>
                  <p className="fan-caption">Runtime after each rewrite; the start is 100&#8239;%</p>
                  <FanChart
                    start={start}
                    dreams={[steps]}
                    horizon={Math.max(4, steps.length)}
                    chosen={0}
                    pointed={null}
                    step={null}
                    real={real}
                    partings={partings}
                    label="Imagined and measured runtime"
                    format={ofTheStart}
                    onPoint={() => undefined}
                    onChoose={() => undefined}
                  />
                  <div className="dream-buttons">
                    <button
                      type="button"
                      className="button small"
                      onClick={() => setFigure({ dream: String((chosen + 1) % Math.max(1, dreams.length)) })}
                    >
                      Another dream ({chosen + 1} of {dreams.length})
                    </button>
                  </div>
                  <DreamMoves steps={steps} rules={observed.rules} replay={replay} />
                </>
              )}
            </div>
          )}
        </FigureFrame>
      }
    />
  );
}
