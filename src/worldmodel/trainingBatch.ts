import { must, type Random } from '../core';
import type { Observation } from '../env/observation';
import { tf } from '../nn';
import type { ModelConfig } from './config';
import { placeCount, placeOf } from './dynamics';
import { disposeBatch, type GraphBatch, graphBatch, logSites } from './graphBatch';
import { binCount, writeTwoHot } from './twoHot';
import type { Window } from './windows';

/** One step of all windows of a batch, and what it should lead to. */
export interface StepTarget {
  readonly rule: tf.Tensor1D;
  /** Row of the anchor among the nodes of `starts`, `[batch]`, and 1 where it is known, `[batch, 1]`. */
  readonly anchor: tf.Tensor1D;
  readonly anchored: tf.Tensor2D;
  readonly place: tf.Tensor2D;
  /** 1 while the window's episode goes on, `[1, batch, 1]`. */
  readonly valid: tf.Tensor3D;
  /** Log of the runtime over the window's first, `[1, batch, 1]`. */
  readonly logRatio: tf.Tensor3D;
  /** `[1, batch, binCount]`. */
  readonly reward: tf.Tensor3D;
  /** `[1, batch, rules]`. */
  readonly sites: tf.Tensor3D;
  /** `[1, batch, 1]`. */
  readonly end: tf.Tensor3D;
  /** Totals of the next state, `[1, batch, totals]`. */
  readonly totals: tf.Tensor3D;
}

export interface TrainingBatch {
  readonly size: number;
  readonly starts: GraphBatch;
  /** The states after step `latentStep`, whose encodings are that step's target. */
  readonly nexts: GraphBatch;
  readonly latentStep: number;
  readonly steps: readonly StepTarget[];
}

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
  const longest = Math.min(
    unroll,
    Math.max(...windows.map(({ episode, at }) => episode.actions.length - at)),
  );
  const steps = Array.from({ length: longest }, (_, k): StepTarget => {
    const rule = new Int32Array(size);
    const anchor = new Int32Array(size);
    const anchored = new Float32Array(size);
    const place = new Float32Array(size * placeCount);
    const valid = new Float32Array(size);
    const logRatio = new Float32Array(size);
    const reward = new Float32Array(size * binCount);
    const sites = new Float32Array(size * rules);
    const end = new Float32Array(size);
    const totals = new Float32Array(size * config.totals);
    windows.forEach(({ episode, at }, b) => {
      const start = must(episode.states[at], 'state');
      const action = episode.actions[at + k];
      const before = episode.states[at + k];
      const after = episode.states[at + k + 1];
      if (action === undefined || before === undefined || after === undefined) return;
      const where = placeOf(action.site, before.counts[action.rule] ?? 0, start.counts[action.rule] ?? 0);
      rule[b] = action.rule;
      anchored[b] = where.index < 0 ? 0 : 1;
      anchor[b] =
        (starts.offsets[b] ?? 0) + (where.index < 0 ? 0 : anchorRow(start, action.rule, where.index));
      place.set(where.features, b * placeCount);
      valid[b] = 1;
      const cost = (i: number): number => must(episode.costs[i], 'cost');
      logRatio[b] = Math.log(cost(at + k + 1) / cost(at));
      writeTwoHot(Math.log(cost(at + k) / cost(at + k + 1)), reward, b * binCount);
      sites.set(logSites(after.counts, rules), b * rules);
      end[b] = after.counts.some((count) => count > 0) ? 0 : 1;
      totals.set(after.totals, b * config.totals);
    });
    const column = (values: Float32Array): tf.Tensor3D => tf.tensor3d(values, [1, size, 1]);
    return {
      rule: tf.tensor1d(rule, 'int32'),
      anchor: tf.tensor1d(anchor, 'int32'),
      anchored: tf.tensor2d(anchored, [size, 1]),
      place: tf.tensor2d(place, [size, placeCount]),
      valid: column(valid),
      logRatio: column(logRatio),
      reward: tf.tensor3d(reward, [1, size, binCount]),
      sites: tf.tensor3d(sites, [1, size, rules]),
      end: column(end),
      totals: tf.tensor3d(totals, [1, size, config.totals]),
    };
  });
  const latentStep = random.int(longest);
  const nexts = windows.map(({ episode, at }) =>
    must(episode.states[Math.min(at + latentStep + 1, episode.states.length - 1)], 'state'),
  );
  return { size, starts, nexts: graphBatch(nexts, config), latentStep, steps };
}

/** Row of the anchor of a rule's `index`-th site. */
export function anchorRow(
  { counts, anchors }: Pick<Observation, 'counts' | 'anchors'>,
  rule: number,
  index: number,
): number {
  let first = 0;
  for (let r = 0; r < rule; r++) first += counts[r] ?? 0;
  return anchors[first + index] ?? 0;
}

export function disposeTrainingBatch({ starts, nexts, steps }: TrainingBatch): void {
  disposeBatch(starts);
  disposeBatch(nexts);
  for (const step of steps) tf.dispose(Object.values(step));
}
