/** One figure of a benchmark: median and 95th percentile over its repetitions. */
export interface Metric {
  readonly median: number;
  readonly p95: number;
  readonly unit: 'ms' | 'MB' | 'ratio' | 'count' | '1/s';
}

export type Metrics = Readonly<Record<string, Metric>>;

/** A micro-benchmark: `npm run bench NAME`. */
export interface Bench {
  readonly name: string;
  /** One sentence for the list of benchmarks. */
  readonly about: string;
  /** Takes minutes: it runs only when it is asked for by name. */
  readonly long?: boolean;
  /** Throws a CodedError or prints a message and gives no metrics where what it needs is not here. */
  run(): Promise<Metrics>;
}

/** Median and 95th percentile of samples; the unit says what they are. */
export function metric(samples: readonly number[], unit: Metric['unit'] = 'ms'): Metric {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), unit };
}

/** Times `work` `times` times after one warm-up; milliseconds. */
export function timeEach(times: number, work: (i: number) => void): number[] {
  work(-1);
  return Array.from({ length: times }, (_, i) => {
    const start = performance.now();
    work(i);
    return performance.now() - start;
  });
}
