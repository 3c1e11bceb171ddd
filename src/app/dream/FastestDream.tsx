import type { DreamStep } from '../../workers/dream/protocol';
import { ratio } from '../format';
import { bestStep } from './curves';

/** Factors on the runtime nearer to each other than this are no reason to look at another dream. */
const WORTH = 0.01;

/** The least factor on the runtime that a dream reaches; 1 where it gains nothing. */
const bestFactor = (steps: readonly DreamStep[]): number => steps[bestStep(steps) - 1]?.factor ?? 1;

export interface FastestDreamProps {
  readonly dreams: readonly (readonly DreamStep[])[];
  readonly chosen: number;
  readonly onFollow: (dream: number) => void;
}

/** The likeliest dream is seldom the boldest: where another one promises clearly more, it is one click away. */
export function FastestDream({ dreams, chosen, onFollow }: FastestDreamProps) {
  const factors = dreams.map(bestFactor);
  const least = Math.min(...factors);
  if (!(least < (factors[chosen] ?? 1) - WORTH)) return null;
  return (
    <p className="quiet fastest-dream">
      Another one promises more:{' '}
      <button type="button" className="link" onClick={() => onFollow(factors.indexOf(least))}>
        follow the fastest, <span className="imagined">{ratio(1 / least)} imagined</span>
      </button>
    </p>
  );
}
