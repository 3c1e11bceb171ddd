import { memo } from 'react';
import { digits, sharePercent } from '../format';
import type { SenderSeries } from '../share/senderSeries';
import { pagesAround } from './pagesAround';
import type { Point } from './series';

interface Props extends SenderSeries {
  /** The step in view: of a long trace the table has what is around it. */
  readonly step: number;
}

/** The same figures for those who do not see the chart. */
export const FiguresTable = memo(function FiguresTable({ series, sender, unit, step: present }: Props) {
  const columns = [series.imagined, series.estimated, series.measured, sender].map(byStep);
  const [imagined, estimated, measured, theirs] = columns;
  const steps = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  if (steps.length === 0) return null;
  const at = steps.findLastIndex((step) => step <= present);
  const rows = steps.slice(...pagesAround(steps.length, at));
  const cell = (points: ReadonlyMap<number, Point> | undefined, step: number) => {
    const point = points?.get(step);
    return point === undefined ? '–' : unit === 'ms' ? `${digits(point.ms)} ms` : sharePercent(point.ms);
  };
  return (
    <table className="unseen">
      <caption>
        Runtime after each rewrite
        {rows.length < steps.length && `, from step ${rows[0]} to step ${rows.at(-1)}`}
      </caption>
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
        {rows.map((step) => (
          <tr key={step}>
            <td>{step}</td>
            <td>{cell(imagined, step)}</td>
            <td>{cell(estimated, step)}</td>
            <td>{cell(measured, step)}</td>
            {sender.length > 0 && <td>{cell(theirs, step)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

const byStep = (points: readonly Point[]): ReadonlyMap<number, Point> =>
  new Map(points.map((point) => [point.step, point]));
