import { getDreamTab } from '../dream/state';
import { getSession } from '../stores/session';

/** Whether a person has something timed: the model itself, or what was dreamed of it. Learning takes the cores for that. */
export function isClockAsked(): boolean {
  const { running, measuring, profiling } = getSession();
  return running || measuring !== null || profiling || getDreamTab().busy?.what === 'measuring';
}
