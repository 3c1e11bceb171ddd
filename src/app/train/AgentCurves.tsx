import { useMemo } from 'react';
import { digits, percent, plural, ratio } from '../format';
import { useTraining } from '../stores/training';
import { BestGraphs } from './BestGraphs';
import { maskSeries } from './checkSeries';
import { type ChartSeries, LineChart } from './LineChart';
import { LossChart } from './LossChart';
import { roundSeries } from './roundSeries';

/** How an agent's rounds go: what it dreams, what it reaches for real, what the clock says, and what is learned from that. */
export function AgentCurves() {
  const reports = useTraining((s) => s.reports);
  const practices = useTraining((s) => s.practices);
  const rounds = useMemo(() => reports.map(({ round }) => round), [reports]);
  const returns = useMemo(() => roundSeries(reports), [reports]);
  const masks = useMemo(() => maskSeries(reports, 'step'), [reports]);
  const graphs = useMemo(() => reports.flatMap(({ best }) => best), [reports]);
  const policy = useMemo(
    (): ChartSeries[] => [
      {
        name: 'Entropy',
        colour: '--accent',
        dash: [],
        values: practices.map(({ entropy }) => entropy),
      },
      {
        name: 'KL to the policy that dreamed, ×100',
        colour: '--ink-3',
        dash: [6, 3],
        values: practices.map(({ kl }) => 100 * kl),
      },
    ],
    [practices],
  );
  return (
    <>
      {reports.length > 0 && (
        <>
          <h4>Speed-up of the agent’s games, by round</h4>
          <LineChart
            label="Speed-up of the agent’s games, imagined and on the real graph"
            x={rounds}
            series={returns}
            height={170}
            range={[0.995, 1.01]}
            format={ratio}
          />
          <Verdict />
        </>
      )}
      {graphs.length > 0 && (
        <>
          <h4>Best graphs of each round</h4>
          <BestGraphs graphs={graphs} />
          <ClockWord />
        </>
      )}
      {practices.length > 1 && (
        <>
          <h4>The policy, by batch of dreams</h4>
          <LineChart
            label="The policy’s entropy and how far it moves"
            x={practices.map(({ iteration }) => iteration)}
            series={policy}
            height={120}
            range={[0, 1]}
            format={(value) => digits(value, 2)}
          />
        </>
      )}
      <LossChart />
      {reports.length > 0 && (
        <>
          <h4>Legal rules foreseen (F1)</h4>
          <LineChart
            label="Legal rules foreseen"
            x={rounds}
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

/** What the means are means of; and where the dream promises more than the real graph keeps, that it does. */
function Verdict() {
  const last = useTraining((s) => s.reports.at(-1) ?? null);
  if (last === null) return null;
  const { dreamReturn, realReturn, dreamSteps, realSteps } = last;
  const steps = `Means of games of the same policy: ${digits(dreamSteps, 2)} steps in the dream, ${digits(realSteps, 2)} on the real graph.`;
  if (dreamReturn - realReturn < Math.max(0.02, 0.25 * Math.abs(realReturn)))
    return <p className="faint small">{steps}</p>;
  return (
    <p className="small promise">
      The dream promises {ratio(Math.exp(dreamReturn))}; the real graph gives {ratio(Math.exp(realReturn))}.{' '}
      {steps}
    </p>
  );
}

/** Whether the clock took part, and what of it was learned. */
function ClockWord() {
  const last = useTraining((s) => s.reports.at(-1) ?? null);
  const clock = useTraining((s) => s.clock);
  if (last === null) return null;
  const told =
    last.clocked > 0
      ? `Dreams are corrected by what the clock said of ${plural(last.clocked, 'graph')}.`
      : clock
        ? 'The clock has said nothing yet, so their estimated price stands in.'
        : 'The clock is not asked, so their estimated price stands in.';
  return (
    <p className="faint small">
      {told}
      {last.remark !== null && ` Of some it said nothing: ${last.remark}.`}
    </p>
  );
}
