import { fetchFile, folder } from './gallery';

/** An entry of public/models/traces/index.json: a trace that can be watched at once. */
export interface ReadyTrace {
  /** The model's id in the gallery. */
  readonly model: string;
  readonly file: string;
  readonly steps: number;
  /**
   * What the clock said on a machine that did nothing else. `gained`: it confirmed a gain; `nothing`: if there is a gain at all,
   * it is a small one; `unsettled`: the interval is too wide to tell; `unmeasured`: it was not asked.
   */
  readonly outcome: 'gained' | 'nothing' | 'unsettled' | 'unmeasured';
  /** The figure behind the outcome; null where the clock was not asked. */
  readonly speedup: { readonly ratio: number; readonly ci95: readonly [number, number] } | null;
  /** Like `CPU, WASM with 1 thread`. */
  readonly device: string;
  /** Day of the run, as `2026-11-22`. */
  readonly made: string;
}

let loading: Promise<ReadonlyMap<string, ReadyTrace>> | null = null;

/** The ready traces by their model's id, fetched once; none where the list is not there. */
export function loadReadyTraces(): Promise<ReadonlyMap<string, ReadyTrace>> {
  loading ??= fetchFile(`${folder}traces/index.json`).then(
    async (response) => {
      const { traces } = (await response.json()) as { traces: readonly ReadyTrace[] };
      return new Map(traces.map((trace) => [trace.model, trace]));
    },
    () => new Map(),
  );
  return loading;
}

/** Opens a ready trace with its model and plays it. */
export async function watch(trace: ReadyTrace): Promise<void> {
  const { watchReady } = await import('../share/openTrace');
  await watchReady(`${folder}traces/${trace.file}`);
}
