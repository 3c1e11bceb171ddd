import type { OptimizeReport } from '../../workers/session/protocol';
import { count, exponent } from '../format';

/** Each output's largest differences, for people who want to see more than the worst. */
export function OutputTable({ outputs }: { outputs: OptimizeReport['equivalence']['outputs'] }) {
  if (outputs.length === 0) return null;
  return (
    <table className="operators" aria-label="Differences of each output">
      <thead>
        <tr>
          <th scope="col">Output</th>
          <th scope="col">Absolute</th>
          <th scope="col">Relative</th>
          <th scope="col" title="Units in the last place; near zero large without meaning">
            ULP
          </th>
        </tr>
      </thead>
      <tbody>
        {outputs.map(({ output, maxAbs, maxRel, maxUlp }) => (
          <tr key={output}>
            <th scope="row">{output}</th>
            <td>{exponent(maxAbs)}</td>
            <td>{exponent(maxRel)}</td>
            <td>{count(Math.round(maxUlp))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
