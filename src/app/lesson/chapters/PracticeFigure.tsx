import { useMemo } from 'react';
import { count, digits, plural, ratio } from '../../format';
import { returnSeries } from '../../train/checkSeries';
import { type ChartSeries, LineChart } from '../../train/LineChart';
import { FigureFrame } from '../FigureFrame';
import { RunButton } from '../RunButton';
import { useSample } from '../sample';
import { type LessonPractice, ROUNDS, usePractice } from '../usePractice';

/** A player that begins with nothing and learns in dreams alone; what it promises itself, and what the real graph gives. */
export function PracticeFigure({ model, seed }: { model: string; seed: number }) {
  const { sample, error } = useSample(model);
  const { state, start, pause } = usePractice(sample, seed);
  return (
    <FigureFrame
      title="A player that learns in dreams"
      error={error ?? state.error}
      tools={
        <RunButton
          label="Let it learn"
          running={state.running}
          disabled={!state.ready || (state.done && !state.running)}
          onStart={start}
          onPause={pause}
        />
      }
      foot={<Foot state={state} />}
    >
      <Charts state={state} />
    </FigureFrame>
  );
}

/** All rounds, those to come included: what is drawn stays where it is. */
const across = [0, ROUNDS] as const;

function Charts({ state: { reports, practices } }: { state: LessonPractice }) {
  const rounds = useMemo(() => reports.map(({ round }) => round), [reports]);
  const returns = useMemo(() => returnSeries(reports), [reports]);
  const entropy = useMemo(
    (): ChartSeries[] => [
      {
        name: 'Entropy of its choices',
        colour: '--accent',
        dash: [],
        values: practices.map((practice) => practice.entropy),
      },
    ],
    [practices],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="lesson-charts scroll" tabIndex={0} aria-label="Curves">
      <h3>How much faster the player's graph is, by round</h3>
      <LineChart
        label="Speed-up of the player that learns"
        x={rounds}
        series={returns}
        height={190}
        range={[0.98, 1.4]}
        across={across}
        format={ratio}
      />
      <h3>How undecided the player is, by batch of dreams</h3>
      <LineChart
        label="Entropy of the player's choices"
        x={practices.map(({ iteration }) => iteration)}
        series={entropy}
        height={120}
        range={[0, 3]}
        format={(value) => digits(value, 2)}
      />
    </section>
  );
}

function Foot({ state: { ready, running, progress, practices, reports } }: { state: LessonPractice }) {
  const imagined = practices.reduce((sum, { imaginedSteps }) => sum + imaginedSteps, 0);
  const last = reports.at(-1);
  if (last === undefined)
    return (
      <p role="status">
        {running
          ? (progress?.message ?? 'Starting')
          : ready
            ? 'It knows nothing yet. Let it learn, and its first games appear at once.'
            : 'Waking a player that knows nothing.'}
      </p>
    );
  return (
    <p role="status">
      Round {last.round} of {ROUNDS}, {count(imagined)} imagined steps: the dream promises{' '}
      {ratio(Math.exp(last.dreamReturn))}, the real graph gives {ratio(Math.exp(last.realReturn))}, as
      estimated. Its {plural(last.episodes, 'game')} on the real graph taught it nothing.
    </p>
  );
}
