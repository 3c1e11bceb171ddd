import type { ErrorCode } from '../core';
import { bootstrapMidmean, type Interval, median, midmean, quantile, studentT975 } from './statistics';

/** How long runs of one model took. */
export interface Times {
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  /** How many runs were timed. */
  readonly runs: number;
  /** Milliseconds per run, one for each round, for plotting. */
  readonly samples: readonly number[];
}

/** What one candidate gained over the original, from interleaved rounds. */
export interface Speedup {
  /** Original ÷ candidate: above 1 the candidate is faster. */
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  /** The interval is above 1.0 and the ratio above 1 + the machine's own noise. */
  readonly win: boolean;
  readonly times: Times;
}

/** Why a measurement must not be believed. */
export interface Trouble {
  readonly code: Extract<ErrorCode, 'MACHINE_NOISY' | 'PAGE_HIDDEN'>;
  readonly message: string;
}

export interface Summary {
  readonly original: Times;
  readonly candidates: readonly Speedup[];
  /** How far from 1.0 the original's ratio to itself may lie (upper end of its 95 % interval), as a fraction. */
  readonly noise: number;
  readonly rounds: number;
  /** For each round which set of freshly opened sessions it was taken with. */
  readonly batches: readonly number[];
  readonly trouble: Trouble | null;
}

/** Above this A/A noise a ratio says nothing. */
const MAX_NOISE = 0.25;
/** The machine's speed within one measurement may change this much. */
const MAX_DRIFT = 2;

/**
 * How far apart sessions of one model are taken to be (standard deviation of a logarithm), counting for so many batches, until as
 * many have shown it: a few batches may be alike by chance. On quiet machines 0.4 % were seen.
 */
const EXPECTED = { deviation: 0.005, batches: 4 };

/** Fewer values than this bound a bootstrap too closely: it never leaves the smallest and the largest of them. */
const FEW = 8;

/**
 * Ratios from rounds of [original, original again, candidate…] in ms per run; `batches` says for each round which set of
 * freshly opened sessions it was taken with.
 *
 * The ratio is the midmean over rounds of log(original ÷ candidate), where the original's time in a round is the
 * geometric mean of its two. Taking the ratio within a round, rather than of two medians, cancels what slows a whole
 * round (clock frequency, another program), which is most of the noise; the midmean ignores rounds that were disturbed
 * half-way; and the rounds are what is independent, so they are what the bootstrap draws from. Where a model lies in memory
 * is drawn once for each session, so the interval is also no narrower than that of the batches' means.
 */
export function summarise(
  rounds: readonly (readonly number[])[],
  runs: readonly number[],
  seed: number,
  batches: readonly number[] = rounds.map(() => 0),
): Summary {
  const column = (i: number) => rounds.map((round) => round[i] ?? Number.NaN);
  const a = column(0);
  const again = column(1);
  const logs = (numerator: (i: number) => number, denominator: readonly number[]) =>
    denominator.map((d, i) => Math.log(numerator(i) / d));
  const self = logInterval(
    logs((i) => a[i] ?? 0, again),
    batches,
    seed,
  );
  const noise = Math.exp(Math.max(Math.abs(self.low), Math.abs(self.high))) - 1;
  const both = (i: number) => Math.sqrt((a[i] ?? 0) * (again[i] ?? 0));
  const trouble = troubleOf(rounds, noise);
  const candidates = runs.slice(2).map((count, c): Speedup => {
    const times = column(c + 2);
    const log = logInterval(logs(both, times), batches, seed + c + 1);
    const [ratio, low, high] = [Math.exp(log.estimate), Math.exp(log.low), Math.exp(log.high)];
    const win = trouble === null && low > 1 && ratio > 1 + noise;
    return { ratio, ci95: [low, high], win, times: timesOf(times, count) };
  });
  return {
    original: timesOf([...a, ...again], runs[0] ?? 1),
    candidates,
    noise,
    rounds: rounds.length,
    batches,
    trouble,
  };
}

/**
 * The midmean of one number per round (a logarithm of a ratio taken within the round), with the wider of the interval over
 * rounds and the one over the batches' midmeans (Student; with what is expected of them where there are fewer than four).
 */
export function logInterval(values: readonly number[], batches: readonly number[], seed: number): Interval {
  const { estimate, low, high } = bootstrapMidmean(values, seed);
  const groups = new Map<number, number[]>();
  values.forEach((value, i) => {
    const batch = batches[i] ?? 0;
    const group = groups.get(batch);
    if (group === undefined) groups.set(batch, [value]);
    else group.push(value);
  });
  const means = [...groups.values()].map(midmean);
  const half = Math.max(
    betweenBatches(means),
    values.length < FEW && values.length > 1 ? student(squares(values), values.length - 1, values.length) : 0,
  );
  return { estimate, low: Math.min(low, estimate - half), high: Math.max(high, estimate + half) };
}

/** Half-width of the interval that batches' means allow. */
function betweenBatches(means: readonly number[]): number {
  const expected = means.length < EXPECTED.batches ? EXPECTED : { deviation: 0, batches: 0 };
  const freedom = means.length - 1 + expected.batches;
  return student(squares(means) + expected.batches * expected.deviation ** 2, freedom, means.length);
}

/** Half-width of Student's 95 % interval of a mean of `count`, from the sum of squared deviations. */
const student = (sumOfSquares: number, freedom: number, count: number): number =>
  studentT975(freedom) * Math.sqrt(sumOfSquares / freedom / count);

/** Sum of squared deviations from the mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
}

const timesOf = (samples: readonly number[], runsPerSample: number): Times => ({
  medianMs: median(samples),
  p10Ms: quantile(samples, 0.1),
  p90Ms: quantile(samples, 0.9),
  runs: samples.length * runsPerSample,
  samples,
});

function troubleOf(rounds: readonly (readonly number[])[], noise: number): Trouble | null {
  if (rounds.length < 3) return { code: 'MACHINE_NOISY', message: 'too few rounds fitted the time limit' };
  if (!(noise <= MAX_NOISE)) {
    const percent = Number.isFinite(noise) ? `${(noise * 100).toFixed(0)} %` : 'any amount';
    return {
      code: 'MACHINE_NOISY',
      message: `the original measured against itself differed by up to ${percent}`,
    };
  }
  const whole = rounds.map((round) => Math.log((round[0] ?? 1) * (round[1] ?? 1)) / 2);
  const third = Math.max(1, Math.floor(whole.length / 3));
  const drift = Math.exp(Math.abs(midmean(whole.slice(-third)) - midmean(whole.slice(0, third))));
  if (whole.length >= 6 && drift > MAX_DRIFT) {
    return {
      code: 'MACHINE_NOISY',
      message: `the machine's speed changed ${drift.toFixed(1)}-fold during the measurement (throttled, or busy)`,
    };
  }
  return null;
}
