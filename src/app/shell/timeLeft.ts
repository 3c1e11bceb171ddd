import { about } from '../format';

/** An estimate is only so good: this much longer is no news. Seconds. */
const GRACE = 2;

/** What is left of an estimate that was made `elapsed` seconds ago, in words; past its end that it was wrong, not a figure. */
export function timeLeft(secondsLeft: number, elapsed: number): string {
  const left = secondsLeft - elapsed;
  return left < -GRACE ? 'longer than thought' : `${about(Math.max(0, left))} left`;
}
