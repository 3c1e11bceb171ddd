import { useMemo } from 'react';
import { ratio } from '../format';
import { useTraining } from '../stores/training';
import { returnSeries } from './checkSeries';
import { LineChart } from './LineChart';
import { LossChart } from './LossChart';
import { MaskChart } from './MaskChart';
import { Verdict } from './Verdict';

/** How the learning goes: losses, what the policy gains in the dream and for real, and how right the mask is. */
export function Curves() {
  const evaluations = useTraining((s) => s.evaluations);
  const checked = useMemo(() => evaluations.map(({ update }) => update), [evaluations]);
  const returns = useMemo(() => returnSeries(evaluations), [evaluations]);
  const last = evaluations.at(-1);
  return (
    <>
      <LossChart />
      {last !== undefined && (
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
          <Verdict
            check={last}
            least={0.005}
            steps={`${last.dreamSteps} steps in the dream, ${last.realSteps} on the real graph.`}
          />
          <MaskChart x={checked} checks={evaluations} />
        </>
      )}
    </>
  );
}
