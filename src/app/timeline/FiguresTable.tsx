import { digits, percent } from '../format';
import type { SenderSeries } from '../share/senderSeries';
import type { Point } from './series';

/** The same figures for those who do not see the chart. */
export function FiguresTable({ series, sender, unit }: SenderSeries) {
  const steps = new Set(
    [...series.imagined, ...series.estimated, ...series.measured, ...sender].map((p) => p.step),
  );
  if (steps.size === 0) return null;
  const cell = (points: readonly Point[], step: number) => {
    const point = points.find((p) => p.step === step);
    return point === undefined ? '–' : unit === 'ms' ? `${digits(point.ms)} ms` : percent(point.ms);
  };
  return (
    <table className="unseen">
      <caption>Runtime after each rewrite</caption>
      <thead>
        <tr>
          <th>Step</th>
          <th>Imagined</th>
          <th>Estimated</th>
          <th>{sender.length > 0 ? 'Measured here' : 'Measured'}</th>
          {sender.length > 0 && <th>Measured by the sender</th>}
        </tr>
      </thead>
      <tbody>
        {[...steps]
          .sort((a, b) => a - b)
          .map((step) => (
            <tr key={step}>
              <td>{step}</td>
              <td>{cell(series.imagined, step)}</td>
              <td>{cell(series.estimated, step)}</td>
              <td>{cell(series.measured, step)}</td>
              {sender.length > 0 && <td>{cell(sender, step)}</td>}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
