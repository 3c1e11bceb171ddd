import type { BestGraph } from '../../workers/training/protocol';
import { interval, ratio } from '../format';

/** Graphs of the last rounds that are listed. */
const listed = 9;

/** The graphs that were worth the clock: what the dream, the price and the clock say of each. */
export function BestGraphs({ graphs }: { graphs: readonly BestGraph[] }) {
  const latest = graphs.slice(-listed).reverse();
  return (
    <table className="best-graphs">
      <caption className="unseen">
        Best graphs of each round: speed-up as imagined, estimated and measured
      </caption>
      <thead>
        <tr>
          <th scope="col">Round</th>
          <th scope="col">Rewrites</th>
          <th scope="col">Imagined</th>
          <th scope="col">Estimated</th>
          <th scope="col">Measured</th>
        </tr>
      </thead>
      <tbody>
        {latest.map(({ round, steps, imagined, estimated, measured }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and none is ever taken out of the middle
          <tr key={`${round} ${i}`}>
            <td>{round}</td>
            <td>{steps}</td>
            <td className="imagined">~{ratio(Math.exp(imagined))}</td>
            <td>≈{ratio(Math.exp(estimated))}</td>
            <td>
              {measured === null ? (
                <span className="faint">no figure</span>
              ) : (
                <>
                  <span className="measured">{ratio(measured.ratio)}</span>{' '}
                  <span className="faint">{interval(measured.low, measured.high)}</span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
