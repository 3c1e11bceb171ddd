import { ratio, time } from '../format';
import { useSession } from '../stores/session';
import { originalOf } from '../timeline/series';

/** A person's own run against the agent's: what the agent reached, and how far one is. */
export function Race() {
  const rival = useSession((s) => s.rival);
  const steps = useSession((s) => s.steps);
  const original = useSession((s) => originalOf(s.steps, s.result));
  if (rival === null) return null;
  const last = steps.at(-1);
  const base = original ?? rival.original.medianMs;
  const figure = last?.imagined ?? last?.estimated ?? null;
  return (
    <p className="race" role="status">
      The agent reached <span className="measured">{ratio(rival.speedup.ratio)}</span>
      {last === undefined ? '.' : ', you '}
      {last?.measured ? (
        <span className="measured">{ratio(last.measured.ratio)}</span>
      ) : (
        last !== undefined &&
        (figure === null ? (
          'have no figure yet: measure the step'
        ) : (
          <span className={last.imagined === null ? 'estimated' : 'imagined'}>
            {last.imagined === null ? '≈' : '~'}
            {ratio(base / figure.ms)} ({time(figure.ms)})
          </span>
        ))
      )}
      {last !== undefined && ` after ${steps.length === 1 ? 'one rewrite' : `${steps.length} rewrites`}.`}
    </p>
  );
}
