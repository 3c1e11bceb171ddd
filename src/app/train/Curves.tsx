import { useMemo } from 'react';
import { digits, percent, ratio } from '../format';
import { useTraining } from '../stores/training';
import { maskSeries, returnSeries } from './checkSeries';
import { smooth } from './history';
import { type ChartSeries, LineChart } from './LineChart';
import type { ColourName } from './themeColours';

/** Losses of single updates jump with what their batch happens to hold. */
const smoothing = 12;

const headNames: Readonly<Record<string, string>> = {
  runtime: 'Runtime',
  reward: 'Reward',
  legal: 'Legal rules',
  sites: 'Numbers of sites',
  end: 'End of the episode',
  latent: 'Next latent',
  totals: 'Totals of the graph',
  spread: 'Width of the interval',
  gate: 'Which sites change',
  delta: 'How many sites change',
};
const colours: readonly ColourName[] = [
  '--fam-matmul',
  '--fam-convolution',
  '--fam-elementwise',
  '--fam-normalization',
  '--ink-3',
  '--accent',
  '--imagined',
  '--measured',
];
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

const lossText = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0).replace('e-', 'e−') : digits(value, 2);

/** How the learning goes: losses, what the policy gains in the dream and for real, and how right the mask is. */
export function Curves() {
  const losses = useTraining((s) => s.losses);
  const evaluations = useTraining((s) => s.evaluations);
  const heads = useMemo(
    () =>
      // A model need not have every head.
      Object.entries(losses.parts).flatMap(([name, values], i): ChartSeries[] =>
        values.some((v) => v > 0)
          ? [
              {
                name: headNames[name] ?? name,
                colour: colours[i % colours.length] ?? '--ink-3',
                dash: dashes[i % dashes.length] ?? [],
                values: smooth(values, smoothing).map((v) => (v > 0 ? v : Number.NaN)),
              },
            ]
          : [],
      ),
    [losses],
  );
  const checked = useMemo(() => evaluations.map(({ update }) => update), [evaluations]);
  const returns = useMemo(() => returnSeries(evaluations), [evaluations]);
  const masks = useMemo(() => maskSeries(evaluations, 'step'), [evaluations]);
  return (
    <>
      {losses.update.length > 1 && (
        <>
          <h4>Losses by head</h4>
          <LineChart
            label="Losses by head"
            x={losses.update}
            series={heads}
            height={190}
            log
            format={lossText}
          />
          <p className="faint small">Smoothed over {smoothing} updates, on a logarithmic scale.</p>
        </>
      )}
      {evaluations.length > 0 && (
        <>
          <h4>Speed-up by the greedy policy</h4>
          <LineChart
            label="Speed-up by the greedy policy, imagined and on the real graph"
            x={checked}
            series={returns}
            height={150}
            range={[0.995, 1.01]}
            format={ratio}
          />
          <Verdict />
          <h4>Legal rules foreseen (F1)</h4>
          <LineChart
            label="Legal rules foreseen"
            x={checked}
            series={masks}
            height={130}
            range={[0.8, 1]}
            format={percent}
          />
        </>
      )}
    </>
  );
}

/** Says it when the dream promises more than the real graph keeps. */
function Verdict() {
  const last = useTraining((s) => s.evaluations.at(-1) ?? null);
  if (last === null) return null;
  const { dreamReturn, realReturn, dreamSteps, realSteps } = last;
  const steps = `${dreamSteps} steps in the dream, ${realSteps} on the real graph.`;
  if (dreamReturn - realReturn < Math.max(0.005, 0.25 * Math.abs(realReturn)))
    return <p className="faint small">{steps}</p>;
  return (
    <p className="small promise">
      The dream promises {ratio(Math.exp(dreamReturn))}; the real graph gives {ratio(Math.exp(realReturn))}.{' '}
      {steps}
    </p>
  );
}
