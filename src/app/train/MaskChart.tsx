import { useMemo } from 'react';
import { percent } from '../format';
import { type Check, maskSeries } from './checkSeries';
import { LineChart } from './LineChart';

/** How well the legal rules are foreseen. @param x when each check was made */
export function MaskChart({
  x,
  checks,
}: {
  readonly x: readonly number[];
  readonly checks: readonly Check[];
}) {
  const series = useMemo(() => maskSeries(checks, 'step'), [checks]);
  return (
    <>
      <h4>Legal rules foreseen (F1)</h4>
      <LineChart
        label="Legal rules foreseen"
        x={x}
        series={series}
        height={130}
        range={[0.8, 1]}
        format={percent}
      />
    </>
  );
}
