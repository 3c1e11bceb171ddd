import type { DreamStep } from '../../workers/dream/protocol';
import { digits, plural, ratio, time } from '../format';
import { bestStep, type StartFigure, sameFigure, startFigure, startWords } from './curves';
import type { RealPoint } from './FanChart';

export interface PromiseProps {
  readonly start: StartFigure;
  readonly steps: readonly DreamStep[];
  /** Empty before the dream was checked. */
  readonly real: readonly RealPoint[];
  /** Steps that are legal in reality; null before the dream was checked. */
  readonly legal: number | null;
  readonly likeliest: boolean;
}

/** What a dream promises, and in the same size what reality keeps of it. */
export function DreamPromise({ start, steps, real, legal, likeliest }: PromiseProps) {
  const best = bestStep(steps);
  const promised = steps[best - 1];
  const who = likeliest ? 'The likeliest dream' : 'This dream';
  const imagined = start.ms * (promised?.factor ?? 1);
  // A promise of ×1.00 is none.
  if (promised === undefined || (real.length === 0 && promised.factor > 0.995))
    return (
      <p className="promise-none">
        {who} finds nothing faster than {figureOf(start)}.
      </p>
    );
  const kept = legal === null ? undefined : real.findLast((p) => p.step <= Math.min(best, legal));
  return (
    <div className="promise">
      <p className="quiet">
        {who} promises, after {plural(best, 'rewrite')}
      </p>
      <p className="promise-figure imagined">
        ~{time(imagined)} <small>imagined, {ratio(1 / promised.factor)}</small>
      </p>
      {kept !== undefined && (
        <>
          <p className={`promise-figure ${kept.kind}`}>
            {kept.kind === 'estimated' ? '≈ ' : ''}
            {time(kept.ms)}{' '}
            <small>
              {kept.kind}
              {kept.step < best ? ` after ${kept.step}` : ''}, {ratio(start.ms / kept.ms)}
            </small>
          </p>
          <Verdict start={start} promised={promised} best={best} kept={kept} legal={legal ?? 0} />
        </>
      )}
    </div>
  );
}

const figureOf = (start: StartFigure): string => `${startFigure(start)}, ${startWords(start)}`;

interface VerdictProps {
  readonly start: StartFigure;
  readonly promised: DreamStep;
  readonly best: number;
  readonly kept: RealPoint;
  readonly legal: number;
}

/** In words, whether the promise is kept. */
function Verdict({ start, promised, best, kept, legal }: VerdictProps) {
  const imagined = start.ms * promised.factor;
  const off = 100 * (kept.ms / imagined - 1);
  // The clock has an interval of its own: only figures that are surely apart part.
  const within = kept.low <= start.ms * promised.high && kept.high >= start.ms * promised.low;
  const by = `${digits(Math.abs(off), 2)}\u202f% ${off > 0 ? 'slower' : 'faster'} than imagined`;
  if (legal < best && kept.ms <= imagined)
    return (
      <p className="verdict-words kept">
        More than kept: {by}, although rewrite {legal + 1} of the dream is not legal on the real graph.
      </p>
    );
  if (legal < best)
    return (
      <p className="verdict-words broken">
        Not kept: rewrite {legal + 1} of the dream is not legal on the real graph.
      </p>
    );
  if (sameFigure(kept.ms, imagined)) return <p className="verdict-words kept">Kept.</p>;
  if (off > 0 && !within)
    return <p className="verdict-words broken">The dream promised more than reality keeps: {by}.</p>;
  return (
    <p className="verdict-words kept">
      {within ? 'Kept, within its interval' : 'Better than promised'}: {by}.
    </p>
  );
}
