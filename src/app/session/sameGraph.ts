import type { SessionState } from '../stores/session';
import { sameBase } from './sameBase';
import { commonPrefix } from './views';

/**
 * Whether the graph at a step is still the one that it was: what the clock was asked about may be another by the time that
 * it answers, though a step of that number is there.
 */
export const sameGraph = (
  before: Pick<SessionState, 'model' | 'steps'>,
  now: Pick<SessionState, 'model' | 'steps'>,
  step: number,
): boolean => sameBase(before.model, now.model) && commonPrefix(before.steps, now.steps) >= step;
