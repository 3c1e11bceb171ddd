import { assert, must } from '../core';
import type { DreamStart, DreamState } from './worldModel';

/** Of a dream's past, so many last actions are remembered. */
export const pastLimit = 32;

/**
 * Many dreams as one object of typed arrays, row b being dream b: the form in which a model imagines fast. Rows may begin
 * at different real states. Never written to by a model, so a batch can be kept.
 */
export interface DreamBatch {
  readonly size: number;
  readonly rules: number;
  readonly samples: number;
  readonly members: number;
  /** Features of one sample's latent, and what one sample carries along. */
  readonly latentWidth: number;
  readonly carriedWidth: number;
  readonly starts: readonly DreamStart[];
  /** Which of `starts` each dream began at, `[size]`. */
  readonly startOf: Uint16Array;
  /** `[size]`. */
  readonly depth: Uint16Array;
  /** `[size, pastLimit]`; of a dream deeper than that the oldest are overwritten. */
  readonly past: Int32Array;
  /** `[size, samples, latentWidth]`: what a policy sees (with `samples` 1, a row is the latent). */
  readonly latent: Float32Array;
  /** `[size, samples, carriedWidth]`. */
  readonly carried: Float32Array;
  /** Probability of each rule being legal, `[size, rules]`. */
  readonly legal: Float32Array;
  /** Legal sites, `[size, rules]`: the mask and the numbers of sites to choose from. */
  readonly counts: Uint16Array;
  /** `[size, members]`. */
  readonly logRatios: Float32Array;
  /** All `[size]`, as in `DreamState`. */
  readonly logRatio: Float32Array;
  readonly deviation: Float32Array;
  readonly disagreement: Float32Array;
  readonly variance: Float32Array;
  readonly reward: Float32Array;
  readonly end: Float32Array;
}

type Rows = 'past' | 'latent' | 'carried' | 'legal' | 'counts' | 'logRatios';
type Scalars = 'depth' | 'logRatio' | 'deviation' | 'disagreement' | 'variance' | 'reward' | 'end';
const scalars: readonly Scalars[] = [
  'depth',
  'logRatio',
  'deviation',
  'disagreement',
  'variance',
  'reward',
  'end',
];

/** An empty batch of the same kind of dreams. */
export function emptyBatch(
  like: Pick<DreamBatch, 'rules' | 'samples' | 'members' | 'latentWidth' | 'carriedWidth' | 'starts'>,
  size: number,
): DreamBatch {
  const { rules, samples, members, latentWidth, carriedWidth, starts } = like;
  const column = (): Float32Array => new Float32Array(size);
  return {
    size,
    rules,
    samples,
    members,
    latentWidth,
    carriedWidth,
    starts,
    startOf: new Uint16Array(size),
    depth: new Uint16Array(size),
    past: new Int32Array(size * pastLimit),
    latent: new Float32Array(size * samples * latentWidth),
    carried: new Float32Array(size * samples * carriedWidth),
    legal: new Float32Array(size * rules),
    counts: new Uint16Array(size * rules),
    logRatios: new Float32Array(size * members),
    logRatio: column(),
    deviation: column(),
    disagreement: column(),
    variance: column(),
    reward: column(),
    end: column(),
  };
}

/** Rows per dream of each two-dimensional array. */
const widthsOf = (batch: DreamBatch): Readonly<Record<Rows, number>> => ({
  past: pastLimit,
  latent: batch.samples * batch.latentWidth,
  carried: batch.samples * batch.carriedWidth,
  legal: batch.rules,
  counts: batch.rules,
  logRatios: batch.members,
});

/** States of one model as a batch; the same state may be given many times. At least one. */
export function batchOf(states: readonly DreamState[]): DreamBatch {
  const first = must(states[0], 'a state');
  const starts = [...new Set(states.map(({ start }) => start))];
  const numbers = new Map(starts.map((start, i) => [start, i]));
  const batch = emptyBatch(
    {
      rules: first.counts.length,
      samples: first.samples,
      members: first.logRatios.length,
      latentWidth: first.latent.length / first.samples,
      carriedWidth: first.carried.length / first.samples,
      starts,
    },
    states.length,
  );
  const widths = widthsOf(batch);
  states.forEach((state, b) => {
    assert(state.latent.length === widths.latent, 'the states of a batch come from one model');
    batch.startOf[b] = must(numbers.get(state.start), 'start');
    batch.past.set(state.past.subarray(0, pastLimit), b * pastLimit);
    for (const name of ['latent', 'carried', 'legal', 'logRatios'] as const)
      batch[name].set(state[name], b * widths[name]);
    batch.counts.set(state.counts, b * widths.counts);
    for (const name of scalars) batch[name][b] = state[name];
  });
  return batch;
}

/** Dream b of a batch as a state of its own. */
export function stateOf(batch: DreamBatch, b: number): DreamState {
  const widths = widthsOf(batch);
  const row = (name: Exclude<Rows, 'counts' | 'past'>): Float32Array =>
    batch[name].slice(b * widths[name], (b + 1) * widths[name]);
  const depth = batch.depth[b] ?? 0;
  const at = (name: Scalars): number => batch[name][b] ?? 0;
  return {
    start: must(batch.starts[batch.startOf[b] ?? 0], 'start'),
    depth,
    past: batch.past.slice(b * pastLimit, b * pastLimit + Math.min(depth, pastLimit)),
    samples: batch.samples,
    latent: row('latent'),
    carried: row('carried'),
    legal: row('legal'),
    counts: batch.counts.slice(b * batch.rules, (b + 1) * batch.rules),
    logRatios: row('logRatios'),
    logRatio: at('logRatio'),
    deviation: at('deviation'),
    disagreement: at('disagreement'),
    variance: at('variance'),
    reward: at('reward'),
    end: at('end'),
  };
}

/**
 * A batch made of rows of others: row i is row `rows[i][1]` of `batches[rows[i][0]]`. What a rollout needs to leave out
 * dreams that ended and to begin new ones beside those that go on.
 */
export function pickRows(
  batches: readonly DreamBatch[],
  rows: readonly (readonly [batch: number, row: number])[],
): DreamBatch {
  const like = must(batches[0], 'a batch');
  const starts = [...new Set(batches.flatMap(({ starts: own }) => own))];
  const numbers = new Map(starts.map((start, i) => [start, i]));
  const out = emptyBatch({ ...like, starts }, rows.length);
  const widths = widthsOf(out);
  rows.forEach(([which, row], b) => {
    const from = must(batches[which], 'batch');
    assert(from.latentWidth === like.latentWidth && from.rules === like.rules, 'batches of one model');
    out.startOf[b] = must(numbers.get(must(from.starts[from.startOf[row] ?? 0], 'start')), 'start');
    for (const name of ['past', 'latent', 'carried', 'legal', 'counts', 'logRatios'] as const) {
      const width = widths[name];
      out[name].set(from[name].subarray(row * width, (row + 1) * width), b * width);
    }
    for (const name of scalars) out[name][b] = from[name][row] ?? 0;
  });
  return out;
}
