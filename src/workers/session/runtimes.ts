import { defaultThreads } from '../../bench';
import { createOrtClient, type OrtClient, type OrtClientOptions } from '../ort/client';
import { type ChosenRuntime, runtimeFor, type Trial } from '../ort/fallback';
import type { OrtTarget } from '../ort/protocol';

/** The one runtime of a session: kept while the target stays the same, ended when it changes. */
export class Runtimes {
  private current: { readonly target: OrtTarget; readonly runtime: OrtClient } | null = null;
  /** The last trial that was passed: of what, on which target it was asked for, and on which it passed. */
  private passed: {
    readonly about: object;
    readonly asked: OrtTarget;
    readonly used: OrtTarget;
    readonly fellBack: string | null;
  } | null = null;

  constructor(private readonly options: Pick<OrtClientOptions, 'onLoading' | 'onStarted' | 'startWorker'>) {}

  /** What the runtime in use runs on; null while there is none. */
  get target(): OrtTarget | null {
    return this.current?.target ?? null;
  }

  async for({ ep, threads }: OrtTarget): Promise<OrtClient> {
    // Another caller may have started one while what was there before ended.
    while (this.current !== null) {
      if (same(this.current.target, { ep, threads })) return this.current.runtime;
      await this.end();
    }
    const runtime = createOrtClient({ ...this.options, ep, threads });
    this.current = { target: { ep, threads }, runtime };
    return runtime;
  }

  /**
   * The target's runtime, or WASM's where WebGPU does not pass the trial; `fellBack` then says why.
   * @param about what the trial is about: as long as it and the target stay the same, it is not tried again
   * @throws CodedError what WASM says of the model, or STOPPED.
   */
  async passing(about: object, trial: Trial, { ep, threads }: OrtTarget): Promise<ChosenRuntime> {
    const known = this.passed?.about === about && same(this.passed.asked, { ep, threads });
    if (ep === 'wasm') {
      const runtime = await this.for({ ep, threads });
      // What the runtime refuses is known before anything is searched for.
      if (!known) await trial(runtime);
      this.passed = { about, asked: { ep, threads }, used: { ep, threads }, fellBack: null };
      return { runtime, fellBack: null };
    }
    const { current, passed } = this;
    if (known && passed !== null && current !== null && same(passed.used, current.target))
      return { runtime: current.runtime, fellBack: passed.fellBack };
    while (this.current !== null) await this.end();
    try {
      let used: OrtTarget = { ep, threads };
      const chosen = await runtimeFor(trial, {
        ...this.options,
        ep,
        threads,
        wasmThreads: defaultThreads(),
        onCreate: (runtime, target) => {
          used = target;
          this.current = { target, runtime };
        },
      });
      this.passed = { about, asked: { ep, threads }, used, fellBack: chosen.fellBack };
      return chosen;
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

const same = (a: OrtTarget, b: OrtTarget): boolean => a.ep === b.ep && a.threads === b.threads;
