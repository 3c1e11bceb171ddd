import { useMemo } from 'react';
import { percent, ratio } from '../format';
import { useTraining } from '../stores/training';
import { maskSeries, returnSeries } from './checkSeries';
import { LineChart } from './LineChart';
import { LossChart } from './LossChart';

/** How the learning goes: losses, what the policy gains in the dream and for real, and how right the mask is. */
export function Curves() {
  const evaluations = useTraining((s) => s.evaluations);
  const checked = useMemo(() => evaluations.map(({ update }) => update), [evaluations]);
  const returns = useMemo(() => returnSeries(evaluations), [evaluations]);
  const masks = useMemo(() => maskSeries(evaluations, 'step'), [evaluations]);
  return (
    <>
      <LossChart />
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
