import { useMemo } from 'react';
import type { RoundReport } from '../../workers/training/agent/protocol';
import { digits, plural, ratio } from '../format';
import { useTraining } from '../stores/training';
import { BestGraphs } from './BestGraphs';
import { type ChartSeries, LineChart } from './LineChart';
import { LossChart } from './LossChart';
import { MaskChart } from './MaskChart';
import { roundSeries } from './roundSeries';
import { Verdict } from './Verdict';

/** How an agent's rounds go: what it dreams, what it reaches for real, what the clock says, and what is learned from that. */
export function AgentCurves() {
  const reports = useTraining((s) => s.reports);
  const practices = useTraining((s) => s.practices);
  const rounds = useMemo(() => reports.map(({ round }) => round), [reports]);
  const returns = useMemo(() => roundSeries(reports), [reports]);
  const last = reports.at(-1);
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
      {last !== undefined && (
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
          <Verdict check={last} least={0.02} steps={meansOf(last)} />
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
      {reports.length > 0 && <MaskChart x={rounds} checks={reports} />}
    </>
  );
}

/** What a round's means are means of. */
const meansOf = ({ dreamSteps, realSteps }: RoundReport): string =>
  `Means of games of the same policy: ${digits(dreamSteps, 2)} steps in the dream, ${digits(realSteps, 2)} on the real graph.`;

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
