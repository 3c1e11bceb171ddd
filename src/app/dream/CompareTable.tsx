import { estimateText } from '../estimateText';
import { digits, ratio, time } from '../format';
import { calibrationOf } from './calibration';
import { bestStep, type StartFigure } from './curves';
import { useDreamTab } from './state';
import type { Dreams } from './useDreams';

/** Both models' dreams in figures: what each promises, what reality kept, and how far each can be trusted. */
export function CompareTable({ both, start }: { both: readonly Dreams[]; start: StartFigure }) {
  const checked = useDreamTab((s) => s.checked);
  return (
    <table className="compare">
      <caption className="unseen">Both world models side by side</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Promise</th>
          <th scope="col">Kept</th>
          <th
            scope="col"
            title="How far imagined runtimes are off on average, over all steps that were checked"
          >
            Error
          </th>
          <th
            scope="col"
            title="Rank correlation between imagined and real, over all steps that were checked"
          >
            τ
          </th>
        </tr>
      </thead>
      <tbody>
        {both.map(({ kind, steps, real, legal }) => {
          const best = bestStep(steps);
          const factor = steps[best - 1]?.factor;
          const kept = legal === null ? undefined : real.findLast((p) => p.step <= Math.min(best, legal));
          const calibration = calibrationOf(checked.get(kind) ?? []);
          return (
            <tr key={kind}>
              <th scope="row">{kind}</th>
              <td className="imagined">
                {factor === undefined ? 'nothing' : `~${time(start.ms * factor)}`}
                {factor !== undefined && <small> {ratio(1 / factor)}</small>}
              </td>
              <td className={kept?.kind}>
                {kept === undefined ? (
                  <span className="faint">not checked</span>
                ) : (
                  <>
                    {kept.kind === 'estimated' ? estimateText(kept.ms) : time(kept.ms)}
                    <span className="unseen"> {kept.kind}</span>
                  </>
                )}
              </td>
              <td>{calibration === null ? '–' : `${digits(100 * calibration.error, 2)}\u202f%`}</td>
              <td>{calibration?.rank == null ? '–' : calibration.rank.toFixed(2)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
