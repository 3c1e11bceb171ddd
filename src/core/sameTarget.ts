/** What something is timed on: the runtime's provider (`wasm` or `webgpu`), and how many threads it may use. */
export interface TimedOn {
  readonly ep: string;
  readonly threads: number;
}

/** Whether figures of the one may stand beside those of the other; threads are WASM's alone. */
export const isSameTarget = (a: TimedOn, b: TimedOn): boolean =>
  a.ep === b.ep && (a.ep === 'webgpu' || a.threads === b.threads);
