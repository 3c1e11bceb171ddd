import { CodedError } from '../../core';

/**
 * Fails what waits for a device when that goes away: a read of a lost device never ends. It listens to the device once, since
 * a promise that does not settle keeps whatever was raced against it, results included.
 */
export class LossWatch {
  private readonly waiting = new Set<(error: CodedError) => void>();
  private reason: string | null = null;

  constructor(lost: Promise<string>) {
    void lost.then((reason) => {
      this.reason = reason;
      for (const fail of this.waiting) fail(new CodedError('BACKEND_LOST', reason));
      this.waiting.clear();
    });
  }

  /** Work on the device, or a failure when the device goes away meanwhile, or has gone. */
  orLost<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const settled = (): boolean => this.waiting.delete(reject);
      // Whatever comes second is not heard any more, and surfaces nowhere as a failure that nobody handles.
      void work.then(resolve, reject).then(settled, settled);
      if (this.reason === null) this.waiting.add(reject);
      else reject(new CodedError('BACKEND_LOST', this.reason));
    });
  }
}
