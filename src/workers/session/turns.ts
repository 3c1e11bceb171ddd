import { CodedError } from '../../core';

/** Whatever asks the clock waits for its turn. Stop ends what has its turn, and all that waits. */
export class Turns {
  private tail: Promise<unknown> = Promise.resolve();
  private abort = new AbortController();
  private count = 0;

  /** Whether something has its turn or waits for it. */
  get taken(): boolean {
    return this.count > 0;
  }

  /** @throws CodedError STOPPED where it was stopped before its turn came; else what `work` throws. */
  take<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.abort;
    this.count++;
    const done = this.tail
      .then(() => {
        if (signal.aborted) throw new CodedError('STOPPED', 'stopped before its turn came');
        return work(signal);
      })
      .finally(() => {
        this.count--;
      });
    this.tail = done.catch(() => undefined);
    return done;
  }

  /** Whether there was something to stop. */
  stop(): boolean {
    if (!this.taken) return false;
    this.abort.abort();
    this.abort = new AbortController();
    return true;
  }

  /** Resolves once nothing has its turn any more. */
  async idle(): Promise<void> {
    await this.tail;
  }
}
