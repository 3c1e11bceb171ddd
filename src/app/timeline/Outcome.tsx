import { interval, percent, ratio, sentence, time } from '../format';
import { showPanel } from '../panels/showPanel';
import { SharedOutcome, useSharedOutcome } from '../share/SharedOutcome';
import { useSession } from '../stores/session';
import { isLost } from './series';

/** The result in one number, from the clock alone; and plainly, when there is nothing to gain. */
export function Outcome() {
  const result = useSession((s) => s.result);
  const running = useSession((s) => s.running);
  const last = useSession((s) => s.steps.at(-1) ?? null);
  const shared = useSharedOutcome();
  if (shared !== null) return <SharedOutcome shared={shared} />;
  if (result !== null) {
    const { speedup, original, returned, trouble, equivalence } = result;
    const { reason } = equivalence;
    const [low, high] = speedup.ci95;
    return (
      <div className="outcome" data-kind={returned}>
        {returned === 'rewritten' ? (
          <>
            <p className="big measured">{ratio(speedup.ratio)}</p>
            {/* By the ratio, which is free of drift, as in the chart; the two medians need not have it. */}
            <p>
              {time(original.medianMs)} → {time(original.medianMs / speedup.ratio)}
            </p>
            <p className="faint">
              measured, {'95\u202f%'} between {interval(low, high)}
            </p>
          </>
        ) : (
          <>
            <p className="plain-words">The original stays</p>
            {result.steps.length === 0 ? (
              <p className="quiet">
                {reason === undefined ? 'No rewrite was found that is worth timing.' : sentence(reason)}
              </p>
            ) : trouble === null ? (
              <p className="quiet">
                The best candidate measured {ratio(speedup.ratio)} ({interval(low, high)}):{' '}
                {low > 1 ? `too noisy to be sure, by ±${percent(speedup.noise)}` : 'not reliably faster'}.
              </p>
            ) : (
              <p className="quiet">
                Too busy for a figure: {trouble.message.replace(/\.$/, '')}. Close other programs, then
                optimize again.
              </p>
            )}
          </>
        )}
        <button type="button" className="button small" onClick={() => showPanel('bench')}>
          What was measured
        </button>
      </div>
    );
  }
  if (running && last !== null) {
    const imagined = last.imagined === null || isLost(last.imagined) ? null : last.imagined;
    const figure = imagined ?? last.estimated;
    return (
      <div className="outcome">
        <p className="quiet">Best so far</p>
        {last.measured !== null ? (
          <p className="big measured">{ratio(last.measured.ratio)}</p>
        ) : (
          figure !== null && (
            <p className={`big ${imagined === null ? 'estimated' : 'imagined'}`}>
              {imagined === null ? '≈ ' : '~'}
              {time(figure.ms)}
            </p>
          )
        )}
        <p className="faint">
          {last.measured !== null
            ? 'measured'
            : imagined !== null
              ? 'imagined, not measured yet'
              : 'estimated, not measured yet'}
        </p>
      </div>
    );
  }
  return (
    <div className="outcome">
      <p className="faint">
        {running ? 'Nothing found yet' : 'The speed-up appears here once the clock has confirmed it'}
      </p>
    </div>
  );
}
