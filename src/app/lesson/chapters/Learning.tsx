import { useEffect, useMemo, useState } from 'react';
import type { TrainingProgress } from '../../../workers/training/protocol';
import { count, digits, percent, plural, ratio } from '../../format';
import { maskSeries, returnSeries } from '../../train/checkSeries';
import { smooth } from '../../train/history';
import { type ChartSeries, LineChart } from '../../train/LineChart';
import { ChapterFrame, type Section } from '../ChapterFrame';
import { FigureFrame } from '../FigureFrame';
import { GamesChart } from '../GamesChart';
import { RunButton } from '../RunButton';
import { wholeNumber } from '../route';
import { useSample } from '../sample';
import { setFigure, useLesson } from '../store';
import { type Beginning, UPDATES } from '../trainer';
import { type LessonTraining, useTraining } from '../useTraining';
import { PracticeFigure } from './PracticeFigure';
import '../../styles/dream.css';
import '../../styles/train.css';

const MODEL = 'tiny_attention';

const sections: readonly Section[] = [
  {
    title: 'Watch games, then predict them',
    text: (
      <>
        <p>
          Where does a world model come from? From watching. Games are played on the real graph, at random,
          and for every move it is written down what was legal before, what was legal after, and how the
          runtime changed. The network is shown the beginning and must say the rest; where it was wrong, its
          weights are moved a little. The <em>loss</em> is how wrong it was.
        </p>
        <p>
          Press <em>Train</em>. This is not a recording: the games are played and the network learns on your
          machine, in the background, on one small model. Each grey line is a game. Go on reading meanwhile.
        </p>
      </>
    ),
  },
  {
    title: 'Learning inside the dream',
    text: (
      <>
        <p>
          Now somebody has to play. This player is a network too, a small one that knows nothing: press{' '}
          <em>Let it learn</em>. It plays hundreds of games in dreams of the pretrained world model, and is
          changed a little towards the moves after which more was gained than it had expected. None of these
          games touches a graph.
        </p>
        <p>
          After each round it is asked how far it would come, and then plays the same games for real. The{' '}
          <span className="imagined">violet</span> line is what it promises itself; the{' '}
          <span className="estimated">grey</span> one is what the real graph gave, with runtimes estimated
          from its operators. It began as a player that moves at random and stops at random; what it can do on
          the real graph, it learned by dreaming.
        </p>
      </>
    ),
  },
  {
    title: 'Believing too much',
    text: (
      <>
        <p>
          Where the world model itself has learned little, the violet line often climbs far above the grey
          one: here a player takes at every move what a young model promises most. That is not bad luck. A
          player looks for the largest promises, and these are where the model is most wrong, so searching
          finds its errors. The better the player, the more of them.
        </p>
        <p>
          The remedies are the ones you have seen: several models that must agree, dreams that stop where they
          do not, a temperature that blurs too sharp a promise, and new games on the real graph. The last
          chart says how well the model knows which rules are legal: after one imagined move, and after five.
        </p>
      </>
    ),
  },
  {
    title: 'Standing on others',
    text: (
      <>
        <p>
          Starting from nothing takes minutes even for a graph of this size. So the app brings a model that
          has already watched games on many graphs, and fine-tunes it on yours. Choose <em>pretrained</em> and
          train again: compare where the loss begins, and how soon the lines meet.
        </p>
        <p>
          The last line of the figure is why all of this is done. An imagined step costs a fraction of a real
          one, and none of the clock's time. What a dream is worth is decided elsewhere, in the last chapter.
        </p>
      </>
    ),
  },
];

/** Chapter 4: learning inside the dream. */
export default function Learning() {
  const at = useLesson((s) => Math.min(s.at, sections.length - 1));
  const asked = useLesson((s) => s.figure);
  // Reading on must not end what is being trained: the text only says where to begin when the chapter is opened.
  const [begin, setBegin] = useState<Beginning>(at === 3 ? 'pretrained' : 'nothing');
  const [seed, setSeed] = useState(1);
  useEffect(() => {
    if (asked.from === 'pretrained' || asked.from === 'nothing') setBegin(asked.from);
    const wanted = wholeNumber(asked.seed, 0, 9999);
    if (wanted !== null) setSeed(wanted);
  }, [asked]);
  const { sample, error } = useSample(MODEL);
  const { state, start, pause } = useTraining(sample, begin, seed);
  return (
    <ChapterFrame
      title="Learning inside the dream"
      lead="A world model is learned from real games. A player can then learn from it, at a speed that no real game allows."
      sections={sections}
      figure={
        at === 1 ? (
          <PracticeFigure model={MODEL} seed={seed} />
        ) : (
          <FigureFrame
            title="Training, here and now"
            error={error ?? state.error}
            tools={
              <>
                <fieldset className="segments">
                  <legend className="unseen">Begin with</legend>
                  {(['nothing', 'pretrained'] as const).map((one) => (
                    <label key={one} data-on={begin === one || undefined}>
                      <input
                        type="radio"
                        name="begin"
                        className="unseen"
                        checked={begin === one}
                        onChange={() => setFigure({ from: one })}
                      />
                      from {one}
                    </label>
                  ))}
                </fieldset>
                <RunButton
                  label="Train"
                  running={state.running}
                  disabled={sample === null}
                  onStart={() => void start()}
                  onPause={pause}
                />
              </>
            }
            foot={<Foot state={state} />}
          >
            <Charts state={state} />
          </FigureFrame>
        )
      }
    />
  );
}

/** What is going on, in words: an episode is a game here. */
function doing(progress: TrainingProgress): string {
  if (progress.phase !== 'recording') return progress.message;
  return `Playing game ${Math.min(progress.total, progress.done + 1)} of ${progress.total}`;
}

function Foot({ state }: { state: LessonTraining }) {
  const { running, progress, updates } = state;
  const last = state.evaluations.at(-1);
  return (
    <p role="status">
      {running && progress !== null && updates === 0
        ? doing(progress)
        : `${plural(updates, 'update')} of ${UPDATES}`}
      {state.updatesPerSecond > 0 && `, ${state.updatesPerSecond.toFixed(1)} a second`}
      {last !== undefined &&
        `. ${count(last.imaginedStepsPerSecond)} imagined steps a second, ${count(last.realStepsPerSecond)} real ones`}
      {!running && updates === 0 && '. Press Train to begin'}.
    </p>
  );
}

/** All charts are over the same updates, those to come included, so that one can be read below the other. */
const across = [0, UPDATES] as const;

function Charts({ state: { episodes, losses, evaluations } }: { state: LessonTraining }) {
  const loss = useMemo(
    (): ChartSeries[] => [
      {
        name: 'Loss',
        colour: '--ink-2',
        dash: [],
        values: smooth(losses.loss, 6).map((v) => (v > 0 ? v : Number.NaN)),
      },
    ],
    [losses],
  );
  const checked = useMemo(() => evaluations.map(({ update }) => update), [evaluations]);
  const returns = useMemo(() => returnSeries(evaluations), [evaluations]);
  const masks = useMemo(() => maskSeries(evaluations, 'move'), [evaluations]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="lesson-charts scroll" tabIndex={0} aria-label="Curves">
      <h3>The games that it watches</h3>
      <GamesChart games={episodes} />
      <h3>How wrong it is</h3>
      <LineChart
        label="Loss"
        x={losses.update}
        series={loss}
        height={108}
        log
        across={across}
        format={(v) => digits(v, 2)}
      />
      <h3>How much faster the player's graph is</h3>
      <LineChart
        label="Speed-up of the greedy player"
        x={checked}
        series={returns}
        height={108}
        range={[0.98, 1.05]}
        across={across}
        format={ratio}
      />
      <h3>How well it knows what is legal</h3>
      <LineChart
        label="Agreement about legal rules"
        x={checked}
        series={masks}
        height={100}
        range={[0, 1]}
        across={across}
        format={percent}
      />
      <p className="faint small">The three lower charts run over the {UPDATES} updates of the training.</p>
    </section>
  );
}
