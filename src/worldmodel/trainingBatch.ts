import { must, type Random } from '../core';
import { tf } from '../nn';
import type { ModelConfig } from './config';
import { disposeBatch, type GraphBatch, graphBatch } from './graphBatch';
import { locate, placeCount } from './locate';
import { ringCount, shareScale, siteContexts } from './siteContexts';
import type { Window } from './windows';

/** One step of all windows of a batch, and what it should lead to. */
export interface StepTarget {
  readonly rule: tf.Tensor1D;
  /** Row of the anchor among the nodes of `starts`, `[batch]`, and 1 where it is known, `[batch, 1]`. */
  readonly anchor: tf.Tensor1D;
  readonly anchored: tf.Tensor2D;
  /** As in `StepInput`. */
  readonly place: tf.Tensor2D;
  readonly rings: tf.Tensor2D;
  readonly around: tf.Tensor2D;
  /** 1 while the window's episode goes on, `[batch, 1]`. */
  readonly valid: tf.Tensor2D;
  /** Log of the runtime over the window's first, `[1, batch, 1]`. */
  readonly logRatio: tf.Tensor3D;
  /** Change of the log runtime in this step, `[batch, 1]`. */
  readonly change: tf.Tensor2D;
  /** Sites after the step, `[batch, rules]`. */
  readonly counts: tf.Tensor2D;
  /** Totals of the next state, `[batch, totals]`. */
  readonly totals: tf.Tensor2D;
}

export interface TrainingBatch {
  readonly size: number;
  readonly starts: GraphBatch;
  /** Sites per rule where the windows begin, `[batch, rules]`. */
  readonly startCounts: tf.Tensor2D;
  /** The states after step `latentStep`, whose encodings are that step's target; in half of the batches there is none. */
  readonly nexts: GraphBatch | null;
  /** −1 where there is none. */
  readonly latentStep: number;
  readonly steps: readonly StepTarget[];
  /** Which windows each member of the ensemble learns from: 0, or the inverse of the chance to, `[members, batch, 1]`. */
  readonly lots: tf.Tensor3D;
  /** 1 where a window goes on from the recorded numbers of sites, 0 where from imagined ones, `[batch, 1]`. */
  readonly forced: tf.Tensor2D;
}

/** Chance of a member of the ensemble to learn from a window. */
const lotChance = 0.7;
/** @see ModelConfig.hideOneIn */
const usualHiding = 25;

/**
 * Windows as tensors: the graphs they start from, the steps, and the graphs after one of the steps, drawn for each batch:
 * encoding all of them would take most of an update's time. Dispose it.
 */
export function trainingBatch(
  windows: readonly Window[],
  unroll: number,
  config: ModelConfig,
  random: Random,
): TrainingBatch {
  const size = windows.length;
  const { rules } = config;
  const starts = graphBatch(
    windows.map(({ episode, at }) => must(episode.states[at], 'state')),
    config,
  );
  const longest = longestOf(windows, unroll);
  const pasts = windows.map((): number[] => []);
  const steps = Array.from({ length: longest }, (_, k) =>
    stepTarget(windows, k, config, starts, pasts, random),
  );
  const latentStep = random.int(2) === 0 ? random.int(longest) : -1;
  const nexts = windows.map(({ episode, at }) =>
    must(episode.states[Math.min(at + latentStep + 1, episode.states.length - 1)], 'state'),
  );
  const startCounts = new Float32Array(size * rules);
  windows.forEach(({ episode, at }, b) => {
    startCounts.set(must(episode.states[at], 'state').counts.subarray(0, rules), b * rules);
  });
  const lots = Float32Array.from({ length: config.members * size }, () =>
    random.next() < lotChance ? 1 / lotChance : 0,
  );
  const forced = Float32Array.from({ length: size }, () => random.int(2));
  return {
    size,
    starts,
    startCounts: tf.tensor2d(startCounts, [size, rules]),
    nexts: latentStep < 0 ? null : graphBatch(nexts, config),
    latentStep,
    steps,
    lots: tf.tensor3d(lots, [config.members, size, 1]),
    forced: tf.tensor2d(forced, [size, 1]),
  };
}

/** Steps of the longest window, at most `unroll`. */
export const longestOf = (windows: readonly Window[], unroll: number): number =>
  Math.min(unroll, Math.max(...windows.map(({ episode, at }) => episode.actions.length - at)));

function stepTarget(
  windows: readonly Window[],
  k: number,
  config: ModelConfig,
  starts: GraphBatch,
  pasts: readonly number[][],
  random: Random,
): StepTarget {
  const size = windows.length;
  const { rules, totals: totalCount } = config;
  const rule = new Int32Array(size).fill(rules);
  const anchor = new Int32Array(size);
  const anchored = new Float32Array(size);
  const place = new Float32Array(size * placeCount);
  const rings = new Float32Array(size * ringCount);
  const around = new Float32Array(size * 2 * rules);
  const valid = new Float32Array(size);
  const logRatio = new Float32Array(size);
  const change = new Float32Array(size);
  const counts = new Float32Array(size * rules);
  const totals = new Float32Array(size * totalCount);
  windows.forEach(({ episode, at }, b) => {
    const start = must(episode.states[at], 'state');
    const past = must(pasts[b], 'past');
    const action = episode.actions[at + k];
    const before = episode.states[at + k];
    const after = episode.states[at + k + 1];
    if (action === undefined || before === undefined || after === undefined) return;
    const cost = (i: number): number => must(episode.costs[i], 'cost');
    const soFar = Math.log(cost(at + k) / cost(at));
    const where = locate(start, past, past.length, action.rule, action.site, before.counts[action.rule] ?? 0);
    past.push(where.site);
    rule[b] = random.next() * (config.hideOneIn ?? usualHiding) < 1 ? rules : Math.min(action.rule, rules);
    place.set(where.features, b * placeCount);
    anchor[b] = starts.offsets[b] ?? 0;
    const { row } = where;
    if (row >= 0) {
      const { rings: shares, here, near } = siteContexts(start, rules, [row]);
      anchored[b] = 1;
      anchor[b] = (starts.offsets[b] ?? 0) + row;
      const scale = shareScale(soFar);
      for (let i = 0; i < ringCount; i++) rings[b * ringCount + i] = (shares[i] ?? 0) * scale;
      around.set(here, b * 2 * rules);
      around.set(near, b * 2 * rules + rules);
    }
    valid[b] = 1;
    logRatio[b] = Math.log(cost(at + k + 1) / cost(at));
    change[b] = (logRatio[b] ?? 0) - soFar;
    counts.set(after.counts.subarray(0, rules), b * rules);
    totals.set(after.totals, b * totalCount);
  });
  const column = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [size, 1]);
  return {
    rule: tf.tensor1d(rule, 'int32'),
    anchor: tf.tensor1d(anchor, 'int32'),
    anchored: column(anchored),
    place: tf.tensor2d(place, [size, placeCount]),
    rings: tf.tensor2d(rings, [size, ringCount]),
    around: tf.tensor2d(around, [size, 2 * rules]),
    valid: column(valid),
    logRatio: tf.tensor3d(logRatio, [1, size, 1]),
    change: column(change),
    counts: tf.tensor2d(counts, [size, rules]),
    totals: tf.tensor2d(totals, [size, totalCount]),
  };
}

export function disposeTrainingBatch(batch: TrainingBatch): void {
  disposeBatch(batch.starts);
  if (batch.nexts !== null) disposeBatch(batch.nexts);
  tf.dispose([batch.startCounts, batch.lots, batch.forced]);
  for (const step of batch.steps) tf.dispose(Object.values(step));
}
