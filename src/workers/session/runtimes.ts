import type { Runtime } from '../../bench';
import { createOrtClient } from '../ort/client';
import type { Target } from './protocol';

/** The one runtime of a session: kept while the target stays the same, ended when it changes. */
export class Runtimes {
  private current: { readonly key: string; readonly runtime: Runtime } | null = null;

  constructor(private readonly onDownload: (loaded: number, total: number) => void) {}

  async for(target: Pick<Target, 'ep' | 'threads'>): Promise<Runtime> {
    const key = `${target.ep}/${target.threads}`;
    if (this.current?.key === key) return this.current.runtime;
    await this.end();
    const runtime = createOrtClient({ ep: target.ep, threads: target.threads, onDownload: this.onDownload });
    this.current = { key, runtime };
    return runtime;
  }

  /** Ends the worker and gives its memory back. */
  async end(): Promise<void> {
    const ended = this.current;
    this.current = null;
    await ended?.runtime.dispose().catch(() => undefined);
  }
}
