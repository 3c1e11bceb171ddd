/** Timings of one group at most. */
export const MOST_VISITS = 5;
/** The two lowest timings agree when they are so near to each other. */
const NEAR = 1.03;

/**
 * Timings of one group, taken with time between them. A machine that others share runs at half its speed for moments: one
 * timing of a small kernel was off by 15 to 50 % (standard deviation over six, four models, 29 November 2026), the lowest of
 * three by 1 %. So the lowest counts, once it has been met twice.
 */
export class Visits {
  private lowest: number;
  private next = Number.POSITIVE_INFINITY;
  private impossible = false;
  private failed = false;
  count = 0;

  /** @param before milliseconds that an earlier session left, unconfirmed; null: none */
  constructor(before: number | null) {
    this.lowest = before ?? Number.POSITIVE_INFINITY;
  }

  /**
   * @param ms of one execution; null: it cannot be timed, which another visit would not change; `failed`: nor was it this time, of
   *   which another session may make more.
   */
  add(ms: number | null | 'failed'): void {
    this.count++;
    if (ms === 'failed') this.failed = true;
    else if (ms === null) this.impossible = true;
    else if (ms < this.lowest) [this.lowest, this.next] = [ms, this.lowest];
    else this.next = Math.min(this.next, ms);
  }

  /** Milliseconds; null while there are none. */
  get ms(): number | null {
    return Number.isFinite(this.lowest) ? this.lowest : null;
  }

  get settled(): boolean {
    const met = Number.isFinite(this.next) && this.next <= this.lowest * NEAR;
    return this.impossible || met || this.count >= MOST_VISITS;
  }

  /** Whether it is not visited again by this run. */
  get over(): boolean {
    return this.settled || this.failed;
  }

  /** How many more visits it will take, at least. */
  get expected(): number {
    if (this.over) return 0;
    return Number.isFinite(this.lowest) ? 1 : 2;
  }
}
