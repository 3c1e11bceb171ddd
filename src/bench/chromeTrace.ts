import type { Profile, RuntimeInfo } from './runtime';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: 'X' | 'M';
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The format of chrome://tracing and Perfetto: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU */
export interface ChromeTrace {
  readonly traceEvents: readonly TraceEvent[];
  readonly displayTimeUnit: 'ms';
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Profiles of several models (original, candidate) as one trace, a process for each, a thread for each run. */
export function chromeTrace(
  profiles: readonly { readonly name: string; readonly profile: Profile }[],
  info: RuntimeInfo,
): ChromeTrace {
  const traceEvents = profiles.flatMap(({ name, profile }, p): TraceEvent[] => {
    const pid = p + 1;
    const named: TraceEvent = { name: 'process_name', cat: '', ph: 'M', ts: 0, pid, tid: 0, args: { name } };
    const runs = profile.runs.flatMap((kernels, r) => {
      const origin = kernels[0]?.startUs ?? 0;
      return kernels.map(
        (kernel): TraceEvent => ({
          name: kernel.node === '' ? kernel.op : `${kernel.op} ${kernel.node}`,
          cat: kernel.op,
          ph: 'X',
          ts: kernel.startUs - origin,
          dur: kernel.durationUs,
          pid,
          tid: r + 1,
          args: { provider: kernel.provider, inputs: kernel.inputs, outputs: kernel.outputs },
        }),
      );
    });
    return [named, ...runs];
  });
  const metadata = { ep: info.ep, threads: info.threads, adapter: info.adapter, ...info.versions };
  return { traceEvents, displayTimeUnit: 'ms', metadata };
}
