import { defaultThreads } from '../../bench';
import { createOrtClient, type OrtClient } from '../ort/client';
import { type ChosenRuntime, runtimeFor, type Trial } from '../ort/fallback';
import type { OrtTarget } from '../ort/protocol';

/** The one runtime of a session: kept while the target stays the same, ended when it changes. */
export class Runtimes {
  private current: { readonly target: OrtTarget; readonly runtime: OrtClient } | null = null;

  constructor(private readonly onLoading: (loadedMb: number, totalMb: number | null) => void) {}

  /** What the runtime in use runs on; null while there is none. */
  get target(): OrtTarget | null {
    return this.current?.target ?? null;
  }

  async for({ ep, threads }: OrtTarget): Promise<OrtClient> {
    const { current } = this;
    if (current?.target.ep === ep && current.target.threads === threads) return current.runtime;
    await this.end();
    const runtime = createOrtClient({ ep, threads, onLoading: this.onLoading });
    this.current = { target: { ep, threads }, runtime };
    return runtime;
  }

  /**
   * The target's runtime, or WASM's where WebGPU does not pass the trial; `fellBack` then says why.
   * @throws CodedError what WASM says of the model, or STOPPED.
   */
  async passing(trial: Trial, { ep, threads }: OrtTarget): Promise<ChosenRuntime> {
    if (ep === 'wasm') return { runtime: await this.for({ ep, threads }), fellBack: null };
    await this.end();
    try {
      return await runtimeFor(trial, {
        ep,
        threads,
        wasmThreads: defaultThreads(),
        onLoading: this.onLoading,
        onCreate: (runtime, target) => {
          this.current = { target, runtime };
        },
      });
    } catch (error) {
      await this.end();
      throw error;
    }
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
