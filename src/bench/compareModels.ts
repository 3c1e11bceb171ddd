import { CodedError, must } from '../core';
import type { TensorMap } from './hostTensor';
import type { Level, ModelSource, Runtime, RuntimeInfo, SessionHandle } from './runtime';
import { type Speedup, type Summary, summarise, type Times, type Trouble } from './summarise';

export interface CompareOptions {
  /** Limit for the timed part, in seconds. */
  readonly seconds: number;
  readonly minRounds?: number;
  /** Half-width of the 95 % interval, as a fraction, at which the measurement may end early. */
  readonly precision?: number;
  readonly seed: number;
  readonly level?: Level;
  /** Told between blocks of rounds: the part done (0…1) and what is known so far. */
  readonly onProgress?: (progress: CompareProgress) => void;
  readonly signal?: AbortSignal;
  /** Whether the page is hidden now; rounds taken meanwhile do not count. */
  readonly hidden?: () => boolean;
}

export interface CompareProgress {
  readonly done: number;
  readonly secondsLeft: number;
  readonly summary: Summary | null;
}

export interface Comparison {
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly noise: number;
  readonly win: boolean;
  readonly a: Times;
  readonly b: Times;
  readonly rounds: number;
  readonly trouble: Trouble | null;
  readonly info: RuntimeInfo;
}

export interface ManyComparison extends Summary {
  readonly info: RuntimeInfo;
}

/** A sample shorter than this is mostly clock and call overhead, so runs are put back to back. Milliseconds. */
const MIN_SAMPLE_MS = 8;
/** Rounds are asked for in blocks of about this length, between which progress and stopping are seen. */
const BLOCK_MS = 600;
const DEFAULT_MIN_ROUNDS = 16;
const MAX_ROUNDS = 400;

/** One candidate against the original; see `compareMany`. */
export async function compareModels(
  runtime: Runtime,
  original: ModelSource,
  candidate: ModelSource,
  feeds: TensorMap,
  options: CompareOptions,
): Promise<Comparison> {
  const many = await compareMany(runtime, original, [candidate], feeds, options);
  const { ratio, ci95, win, times }: Speedup = must(many.candidates[0], 'the candidate');
  const { noise, rounds, trouble, info, original: a } = many;
  return { ratio, ci95, win, noise, rounds, trouble, info, a, b: times };
}

/**
 * Times several candidates against the original in the same interleaved rounds, the original twice in each (its ratio
 * to itself is the machine's noise). All get the same inputs. Ends when every interval is as narrow as `precision`
 * asks, or at the time limit; a summary with `trouble` is no result but the reason why there is none.
 * @throws CodedError RUNTIME_*, DEVICE_LOST, PROVIDER_UNAVAILABLE, STOPPED.
 */
export async function compareMany(
  runtime: Runtime,
  original: ModelSource,
  candidates: readonly ModelSource[],
  feeds: TensorMap,
  options: CompareOptions,
): Promise<ManyComparison> {
  const opened: SessionHandle[] = [];
  try {
    for (const model of [original, ...candidates]) {
      stopIfAsked(options.signal);
      const session = await runtime.open(model, { level: options.level ?? 'all' });
      opened.push(session);
      await runtime.place(session, feeds);
    }
    return await compareOpen(runtime, opened, options);
  } finally {
    for (const session of opened) await runtime.close(session).catch(() => undefined);
  }
}

/** As `compareMany`, for sessions that are open and have their inputs in place; the first is the original. */
export async function compareOpen(
  runtime: Runtime,
  opened: readonly SessionHandle[],
  options: CompareOptions,
): Promise<ManyComparison> {
  const limitMs = options.seconds * 1000;
  const runs: number[] = [];
  let roundMs = 0;
  for (const session of opened) {
    stopIfAsked(options.signal);
    const warm = await runtime.warmUp(session, { maxMs: Math.max(200, limitMs / 2), minRuns: 3 });
    const one = Math.max(Math.min(...warm), 1e-3);
    const count = Math.min(1000, Math.max(1, Math.ceil(MIN_SAMPLE_MS / one)));
    runs.push(count);
    roundMs += one * count * (runs.length === 1 ? 2 : 1);
  }
  const first = must(opened[0], 'the original');
  const order = [first, first, ...opened.slice(1)];
  const counts = [must(runs[0], 'runs of the original'), ...runs];
  const perBlock = Math.max(1, Math.min(50, Math.round(BLOCK_MS / roundMs)));
  const minRounds = options.minRounds ?? DEFAULT_MIN_ROUNDS;

  const rounds: (readonly number[])[] = [];
  let summary: Summary | null = null;
  let hiddenBlocks = 0;
  const start = performance.now();
  const left = () => limitMs - (performance.now() - start);
  for (let block = 0; left() > 0 && rounds.length < MAX_ROUNDS; block++) {
    stopIfAsked(options.signal);
    const hiddenBefore = options.hidden?.() ?? false;
    const plan = { rounds: perBlock, runs: counts, seed: options.seed * 1000 + block, maxMs: left() };
    const times = await runtime.compare(order, plan);
    if (hiddenBefore || (options.hidden?.() ?? false)) {
      hiddenBlocks++;
    } else {
      rounds.push(...times);
      summary = rounds.length >= 3 ? summarise(rounds, counts, options.seed) : null;
    }
    const done = Math.min(1, 1 - left() / limitMs);
    options.onProgress?.({ done, secondsLeft: Math.max(0, left() / 1000), summary });
    if (summary !== null && rounds.length >= minRounds && preciseEnough(summary, options.precision)) break;
  }
  stopIfAsked(options.signal);
  const result = summarise(rounds.length > 0 ? rounds : [counts.map(() => Number.NaN)], counts, options.seed);
  const info = await runtime.info();
  if (rounds.length < 3 && hiddenBlocks > 0) {
    const message = 'the page was hidden while it measured, and browsers slow hidden pages down';
    return { ...result, trouble: { code: 'PAGE_HIDDEN', message }, info };
  }
  return { ...result, info };
}

function preciseEnough(summary: Summary, precision = 0.01): boolean {
  return summary.candidates.every(({ ci95: [low, high] }) => Math.log(high / low) / 2 <= precision);
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CodedError('STOPPED', 'measuring was stopped');
}
