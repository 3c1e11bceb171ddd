import { useMemo } from 'react';
import type { Point, Series } from '../timeline/series';
import { type SenderSeries, senderSeries } from './senderSeries';
import { useShared } from './shared';

/** The chart's series with the sender's beside them, while a shared trace is open. */
export function useSenderSeries(own: Series): SenderSeries {
  const trace = useShared((s) => s.shared?.trace ?? null);
  const valid = useShared((s) =>
    s.shared === null || s.shared.phase === 'asking'
      ? 0
      : s.shared.phase === 'replayed'
        ? s.shared.valid
        : s.shared.trace.steps.length,
  );
  return useMemo(
    () =>
      trace === null || valid === 0
        ? { series: own, sender: [], unit: 'ms' }
        : senderSeries(own, trace, valid),
    [own, trace, valid],
  );
}

interface Props {
  readonly points: readonly Point[];
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
  readonly pointed: number;
}

/** What the sender measured: rings, where one's own are discs. */
export function SenderMarks({ points, x, y, pointed }: Props) {
  const path = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.step)} ${y(p.ms)}`).join('');
  return (
    <g className="sender-marks">
      <path className="line measured" d={path} />
      {points.map((p) => (
        <g key={p.step}>
          {p.high > p.low && (
            <path
              className="whisker"
              d={`M${x(p.step)} ${y(p.high)}V${y(p.low)}M${x(p.step) - 3} ${y(p.high)}h6M${x(p.step) - 3} ${y(p.low)}h6`}
            />
          )}
          <circle cx={x(p.step)} cy={y(p.ms)} r={p.step === pointed ? 5 : points.length > 60 ? 2.5 : 3.5} />
        </g>
      ))}
    </g>
  );
}
