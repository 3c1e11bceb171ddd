import { CodedError, must } from '../core';
import type { TensorMap } from './hostTensor';
import type { Level, ModelSource, Runtime, RuntimeInfo, SessionHandle } from './runtime';
import { type Speedup, type Summary, summarise, type Times, type Trouble } from './summarise';

export interface CompareOptions {
  /** Limit for the timed part, in seconds. */
  readonly seconds: number;
  /** So many more are spent where a candidate looks faster then and is not confirmed; none when left out. */
  readonly undecidedSeconds?: number;
  readonly minRounds?: number;
  /** Rounds that are taken whatever the limit, as without them there is no figure; one when left out. */
  readonly leastRounds?: number;
  /** Runs are put back to back until a sample is at least this long, in milliseconds; 8 when left out. */
  readonly minSampleMs?: number;
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
  /** Whether this is the time for what was undecided at the limit. */
  readonly undecided: boolean;
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
/** Runs are put back to back only up to samples of this length. Milliseconds. */
const LONGEST_SAMPLE_MS = 200;
/** Rounds are asked for in blocks of about this length, between which progress and stopping are seen. */
const BLOCK_MS = 600;
const DEFAULT_MIN_ROUNDS = 16;
const MAX_ROUNDS = 400;
/** Rounds with one set of sessions, at least; more where loading takes longer than a third of them. */
const BATCH_ROUNDS = 5;
/** Sets of sessions before a measurement may end early, and for which there is to be time. */
const MIN_BATCHES = 4;
/** Rounds with one set of sessions, however short the time: fewer in all are no result. */
const LEAST_ROUNDS = 3;
/** Runs that warm up a session of a model that has run before; of long ones fewer. */
const WARM_RUNS = 3;
/** A gain below this is not worth the wait for its confirmation. */
const LEAST_GAIN = 0.01;
/** Models with more weights than this are loaded once for both of the original's places in a round. Bytes. */
const TWICE_BYTES = 2 ** 27;

/** Rounds with one set of sessions such that there is time for as many sets as are wanted, or for fewer where rounds are long. */
function roundsPerSet(limitMs: number, setUpMs: number, roundMs: number): number {
  const rounds = (sets: number): number => Math.floor((limitMs - (sets - 1) * setUpMs) / sets / roundMs);
  for (let sets = MIN_BATCHES; sets > 1; sets--) if (rounds(sets) >= LEAST_ROUNDS) return rounds(sets);
  return Math.max(LEAST_ROUNDS, rounds(1));
}

/** One candidate against the original; see `compareMany`. */
export async function compareModels(
  runtime: Runtime,
  original: ModelSource,
  candidate: ModelSource,
  feeds: TensorMap,
  options: CompareOptions,
): Promise<Comparison> {
  const many = await compareMany(runtime, original, [candidate], feeds, {
    leastRounds: LEAST_ROUNDS,
    ...options,
  });
  const { ratio, ci95, win, times }: Speedup = must(many.candidates[0], 'the candidate');
  const { noise, rounds, trouble, info, original: a } = many;
  return { ratio, ci95, win, noise, rounds, trouble, info, a, b: times };
}

/** Whether a candidate looks faster and is not confirmed. */
const isUndecided = ({ candidates }: Summary): boolean =>
  candidates.some(({ ratio, win }) => ratio > 1 + LEAST_GAIN && !win);

/**
 * Times several candidates against the original in the same interleaved rounds, the original twice in each (its ratio
 * to itself is the machine's noise). All get the same inputs. After some rounds all sessions are opened anew, since where a model
 * comes to lie in memory can make it a little faster or slower for as long as it lives. Ends when every interval is as
 * narrow as `precision` asks, or at the time limit, which is put off once where a gain is undecided; a summary with `trouble` is no result but the reason why there is none.
 * @throws CodedError RUNTIME_*, DEVICE_LOST, PROVIDER_UNAVAILABLE, STOPPED.
 */
export function compareMany(...of: Parameters<typeof compareHeld>): Promise<ManyComparison> {
  const [runtime] = of;
  const compared = (): Promise<ManyComparison> => compareHeld(...of);
  return runtime.holding?.(compared) ?? compared();
}

async function compareHeld(
  runtime: Runtime,
  original: ModelSource,
  candidates: readonly ModelSource[],
  feeds: TensorMap,
  options: CompareOptions,
): Promise<ManyComparison> {
  const twice = sourceBytes(original) <= TWICE_BYTES;
  const models = [original, ...(twice ? [original] : []), ...candidates];
  const state = new Rounds(runtime, options);
  let retried = false;
  for (let batch = 0; batch === 0 || state.wantsMore(); batch++) {
    const opened: SessionHandle[] = [];
    const start = performance.now();
    const { starts } = runtime;
    try {
      for (const model of models) {
        stopIfAsked(options.signal);
        const session = await runtime.open(model, { level: options.level ?? 'all' });
        opened.push(session);
        await runtime.place(session, feeds);
      }
      const first = must(opened[0], 'the original');
      await state.batch(twice ? opened : [first, ...opened], performance.now() - start);
    } catch (thrown) {
      // An engine that ran before may have its memory in pieces; the next call begins in a fresh one.
      const isMemory = thrown instanceof CodedError && thrown.code === 'RUNTIME_MEMORY';
      if (!isMemory || retried || starts === undefined || runtime.starts !== starts) throw thrown;
      retried = true;
      batch--;
    } finally {
      for (const session of opened) await runtime.close(session).catch(() => undefined);
    }
  }
  return state.result();
}

const sourceBytes = ({ bytes, externals = [] }: ModelSource): number =>
  [bytes, ...externals.map(({ data }) => data)].reduce(
    (sum, data) => sum + (data instanceof Uint8Array ? data.byteLength : data.size),
    0,
  );

/** Rounds of [original, original again, candidate…], taken batch by batch. */
class Rounds {
  private readonly rounds: (readonly number[])[] = [];
  private readonly batches: number[] = [];
  private counts: number[] = [];
  private roundMs = 0;
  /** One run of each model. */
  private onceMs = 0;
  private batchCount = 0;
  /** Opening and warming up a set of sessions, as the last took. */
  private setUpMs = 0;
  private hiddenBlocks = 0;
  private blocks = 0;
  private summary: Summary | null = null;
  /** Milliseconds spent on rounds and, after the first batch, on opening sessions: what the limit is for. */
  private spentMs = 0;
  /** Engines that were started until the last set of sessions was warm. */
  private starts: number | undefined;
  /** Whether the time for what is undecided was granted: once, since each further look at a verdict makes luck likelier. */
  private extended = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: CompareOptions,
  ) {}

  wantsMore(): boolean {
    // Sessions that there is no time for a round with are not opened.
    const isOver = () => this.leftMs() <= this.setUpMs;
    if (isOver() && this.summary !== null && isUndecided(this.summary)) this.extended = true;
    if (isOver() || this.rounds.length >= MAX_ROUNDS) return false;
    const { minRounds = DEFAULT_MIN_ROUNDS, precision = 0.01 } = this.options;
    const enough = this.rounds.length >= minRounds && this.batchCount >= MIN_BATCHES;
    return !(enough && this.summary !== null && preciseEnough(this.summary, precision));
  }

  /** Warm-up, then rounds with these sessions, which took `openMs` to open. */
  async batch(order: readonly SessionHandle[], openMs: number): Promise<void> {
    const start = performance.now();
    let warmMs = 0;
    if (this.batchCount === 0) {
      await this.measureRuns(order);
      // What later sets take to warm up; the first time takes as long as it takes, and says nothing of those.
      warmMs = WARM_RUNS * this.onceMs;
    } else {
      // In an engine that was started since, code is as cold as it was at first.
      const maxMs = this.runtime.starts === this.starts ? 50 : this.coldMs;
      for (const session of new Set(order)) await this.warm(session, maxMs);
      warmMs = performance.now() - start;
    }
    this.starts = this.runtime.starts;
    this.setUpMs = openMs + warmMs;
    if (this.batchCount > 0) this.spentMs += this.setUpMs;
    const worthIt = Math.max(BATCH_ROUNDS, Math.ceil((3 * this.setUpMs) / this.roundMs));
    const wanted = Math.min(worthIt, roundsPerSet(1000 * this.options.seconds, this.setUpMs, this.roundMs));
    const perBlock = Math.max(1, Math.min(wanted, Math.round(BLOCK_MS / this.roundMs)));
    for (let done = 0; done < wanted && (this.leftMs() > 0 || this.missing > 0); done += perBlock) {
      await this.block(order, Math.min(perBlock, wanted - done));
    }
    this.batchCount++;
  }

  async result(): Promise<ManyComparison> {
    stopIfAsked(this.options.signal);
    const rounds = this.rounds.length > 0 ? this.rounds : [this.counts.map(() => Number.NaN)];
    const result = summarise(rounds, this.counts, this.options.seed, this.batches);
    const info = await this.runtime.info();
    if (this.rounds.length < 3 && this.hiddenBlocks > 0) {
      const message = 'the page was hidden while it measured, and browsers slow hidden pages down';
      return { ...result, trouble: { code: 'PAGE_HIDDEN', message }, info };
    }
    return { ...result, info };
  }

  /** Rounds without which there is no result: a model that is slower than was thought has them all the same. */
  private get missing(): number {
    return Math.max(0, (this.options.leastRounds ?? 1) - this.rounds.length);
  }

  private leftMs(): number {
    const { seconds, undecidedSeconds = 0 } = this.options;
    return 1000 * (seconds + (this.extended ? undecidedSeconds : 0)) - this.spentMs;
  }

  /** What warming up the first session of an engine may take, in milliseconds. */
  private get coldMs(): number {
    return Math.max(200, (this.options.seconds * 1000) / 2);
  }

  private warm(session: SessionHandle, maxMs: number): Promise<readonly number[]> {
    stopIfAsked(this.options.signal);
    return this.runtime.warmUp(session, { maxMs, minRuns: 3 });
  }

  /**
   * Warms every session up, and finds how many runs make a sample: as many of each model, since what a sample costs beside its
   * runs (the first of them finds the caches full of another model) would else be shared out among more runs of the faster one.
   */
  private async measureRuns(order: readonly SessionHandle[]): Promise<void> {
    const known = new Map<SessionHandle, number>();
    const { minSampleMs = MIN_SAMPLE_MS } = this.options;
    const fastestOf: number[] = [];
    for (const session of order) {
      const fastest =
        known.get(session) ?? Math.max(Math.min(...(await this.warm(session, this.coldMs))), 1e-3);
      known.set(session, fastest);
      fastestOf.push(fastest);
    }
    // Beside a much slower model the faster one has shorter samples: it is told apart all the same.
    const most = Math.max(1, Math.ceil(LONGEST_SAMPLE_MS / Math.max(...fastestOf)));
    const count = Math.min(1000, most, Math.max(1, Math.ceil(minSampleMs / Math.min(...fastestOf))));
    this.counts = fastestOf.map(() => count);
    this.onceMs = fastestOf.reduce((sum, fastest) => sum + fastest, 0);
    this.roundMs = this.onceMs * count;
  }

  private async block(order: readonly SessionHandle[], rounds: number): Promise<void> {
    const { signal, hidden = () => false, seed, onProgress } = this.options;
    stopIfAsked(signal);
    const start = performance.now();
    const hiddenBefore = hidden();
    const maxMs = Math.max(this.leftMs(), 1.5 * this.missing * this.roundMs);
    const plan = { rounds, runs: this.counts, seed: seed * 1000 + this.blocks++, maxMs };
    const times = await this.runtime.compare(order, plan);
    const replaced = this.runtime.starts !== this.starts;
    // What another question ended took its sessions along: these ran cold in the next engine.
    if (replaced) for (const session of new Set(order)) await this.warm(session, this.coldMs);
    this.starts = this.runtime.starts;
    this.spentMs += performance.now() - start;
    if (replaced) return;
    if (hiddenBefore || hidden()) {
      this.hiddenBlocks++;
    } else {
      this.rounds.push(...times);
      this.batches.push(...times.map(() => this.batchCount));
      if (this.rounds.length >= 3) {
        this.summary = summarise(this.rounds, this.counts, seed, this.batches);
      }
    }
    const leftMs = Math.max(0, this.leftMs());
    const done = this.spentMs / (this.spentMs + leftMs);
    onProgress?.({ done, secondsLeft: leftMs / 1000, undecided: this.extended, summary: this.summary });
  }
}

function preciseEnough(summary: Summary, precision: number): boolean {
  return summary.candidates.every(({ ci95: [low, high] }) => Math.log(high / low) / 2 <= precision);
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CodedError('STOPPED', 'measuring was stopped');
}
