import { ratio } from '../format';
import type { Check } from './checkSeries';

interface VerdictProps {
  readonly check: Pick<Check, 'dreamReturn' | 'realReturn'>;
  /** Smaller differences of log speed-ups are not worth a word. */
  readonly least: number;
  /** How many steps that took, in a sentence. */
  readonly steps: string;
}

/** Says it when the dream promises more than the real graph keeps. */
export function Verdict({ check: { dreamReturn, realReturn }, least, steps }: VerdictProps) {
  if (dreamReturn - realReturn < Math.max(least, 0.25 * Math.abs(realReturn)))
    return <p className="faint small">{steps}</p>;
  return (
    <p className="small promise">
      The dream promises {ratio(Math.exp(dreamReturn))}; the real graph gives {ratio(Math.exp(realReturn))}.{' '}
      {steps}
    </p>
  );
}
