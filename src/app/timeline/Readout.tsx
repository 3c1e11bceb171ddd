import { estimateText } from '../estimateText';
import { sharePercent, shareWithin, time, timeWithin } from '../format';
import type { SenderSeries } from '../share/senderSeries';
import type { Point } from './series';

interface Props extends SenderSeries {
  readonly step: number;
  /** Where the step is, across, and how wide the chart is, in pixels. */
  readonly x: number;
  readonly width: number;
}

/** The figures of the step under the pointer, beside it; those who do not see the chart have them in its table. */
export function Readout({ step, series, sender, unit, x, width }: Props) {
  const rows = [
    { mark: '~', word: 'imagined', kind: 'imagined', points: series.imagined },
    { mark: '≈', word: 'estimated', kind: 'estimated', points: series.estimated },
    { mark: '', word: 'by the sender', kind: 'measured', points: sender },
    { mark: '', word: sender.length > 0 ? 'here' : 'measured', kind: 'measured', points: series.measured },
  ].flatMap(({ points, ...row }) => {
    const point = points.find((one) => one.step === step);
    return point === undefined ? [] : [{ ...row, point }];
  });
  if (rows.length === 0) return null;
  const left = x < width / 2;
  return (
    <div
      className="readout"
      aria-hidden="true"
      style={left ? { left: `${x + 10}px` } : { right: `${width - x + 10}px` }}
    >
      <strong>{step === 0 ? 'The original' : `Step ${step}`}</strong>
      {rows.map(({ mark, word, kind, point }) => (
        <span key={word} className={kind}>
          {figure(point, unit, mark)} {word}
        </span>
      ))}
    </div>
  );
}

function figure({ ms, low, high }: Point, unit: SenderSeries['unit'], mark: string): string {
  const half = (high - low) / 2;
  const lead = mark === '≈' ? '≈ ' : mark;
  if (unit === 'share') return lead + (half > 0 ? shareWithin(ms, half) : sharePercent(ms));
  if (mark === '≈' && !(half > 0)) return estimateText(ms);
  return lead + (half > 0 ? timeWithin(ms, half) : time(ms));
}
