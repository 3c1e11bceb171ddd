import { createOrtClient, type OrtClient } from '../ort/client';
import type { Target } from './protocol';

/** The one runtime of a session: kept while the target stays the same, ended when it changes. */
export class Runtimes {
  private current: { readonly key: string; readonly runtime: OrtClient } | null = null;

  constructor(private readonly onLoading: (loadedMb: number, totalMb: number | null) => void) {}

  async for(target: Pick<Target, 'ep' | 'threads'>): Promise<OrtClient> {
    const key = `${target.ep}/${target.threads}`;
    if (this.current?.key === key) return this.current.runtime;
    await this.end();
    const runtime = createOrtClient({ ep: target.ep, threads: target.threads, onLoading: this.onLoading });
    this.current = { key, runtime };
    return runtime;
  }

  /** Ends whatever runs, at once; the next call starts afresh. */
  stop(): void {
    this.current?.runtime.stop();
  }

  /** Ends the worker and gives its memory back. */
  async end(): Promise<void> {
    const ended = this.current;
    this.current = null;
    await ended?.runtime.dispose().catch(() => undefined);
  }
}
