import { useMemo } from 'react';
import { digits } from '../format';
import { useTraining } from '../stores/training';
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

/** The world model's losses, head by head. */
export function LossChart() {
  const losses = useTraining((s) => s.losses);
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
  if (losses.update.length < 2) return null;
  return (
    <>
      <h4>Losses by head</h4>
      <LineChart label="Losses by head" x={losses.update} series={heads} height={190} log format={lossText} />
      <p className="faint small">Smoothed over {smoothing} updates, on a logarithmic scale.</p>
    </>
  );
}
