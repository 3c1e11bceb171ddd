import { must } from '../core';
import type { Observation } from '../env/observation';
import { tf } from '../nn';
import { disposeBatch, type GraphBatch, graphBatch, logSites, tinyGraph } from './graphBatch';
import { locate, placeCount } from './locate';
import type { RlflowConfig } from './rlflowConfig';
import { longestOf } from './trainingBatch';
import type { Window } from './windows';

/** One step of all windows, and what it should lead to; zeros where a window has ended. */
export interface RlflowTarget {
  readonly rule: tf.Tensor1D;
  /** `[batch, placeCount]`. */
  readonly place: tf.Tensor2D;
  /** 1 while the window's episode goes on (everywhere, when losses are not masked), `[batch, 1]`. */
  readonly valid: tf.Tensor2D;
  /** 1 while the window's episode goes on, `[batch, 1]`. */
  readonly real: tf.Tensor2D;
  /** Change of the log runtime in this step, `[batch, 1]`. */
  readonly change: tf.Tensor2D;
  /** log(1 + sites) before and after the step, `[batch, rules]`. */
  readonly before: tf.Tensor2D;
  readonly after: tf.Tensor2D;
  readonly end: tf.Tensor2D;
  /** Totals of the next state, `[batch, totals]`. */
  readonly totals: tf.Tensor2D;
}

export interface RlflowBatch {
  readonly size: number;
  /** All states of the windows, step after step: graph `k · size + b` is window b after k steps. */
  readonly graphs: GraphBatch;
  readonly steps: readonly RlflowTarget[];
}

/** Windows as tensors. The recurrent model reads the true latent before each step, so all states are encoded. Dispose it. */
export function rlflowBatch(windows: readonly Window[], unroll: number, config: RlflowConfig): RlflowBatch {
  const size = windows.length;
  const longest = config.repairs.cutToEpisode ? longestOf(windows, unroll) : unroll;
  const padding = tinyGraph(config);
  const graphs: Observation[] = [];
  for (let k = 0; k <= longest; k++)
    for (const { episode, at } of windows) graphs.push(episode.states[at + k] ?? padding);
  const pasts = windows.map((): number[] => []);
  const steps = Array.from({ length: longest }, (_, k) => target(windows, k, config, pasts));
  return { size, graphs: graphBatch(graphs, config), steps };
}

function target(
  windows: readonly Window[],
  k: number,
  config: RlflowConfig,
  pasts: readonly number[][],
): RlflowTarget {
  const size = windows.length;
  const { rules, totals: totalCount, repairs } = config;
  const rule = new Int32Array(size);
  const place = new Float32Array(size * placeCount);
  const real = new Float32Array(size);
  const change = new Float32Array(size);
  const before = new Float32Array(size * rules);
  const after = new Float32Array(size * rules);
  const end = new Float32Array(size);
  const totals = new Float32Array(size * totalCount);
  windows.forEach(({ episode, at }, b) => {
    const action = episode.actions[at + k];
    const [old, next] = [episode.states[at + k], episode.states[at + k + 1]];
    if (action === undefined || old === undefined || next === undefined) return;
    const start = must(episode.states[at], 'state');
    const past = must(pasts[b], 'past');
    const where = locate(start, past, past.length, action.rule, action.site, old.counts[action.rule] ?? 0);
    past.push(where.site);
    rule[b] = Math.min(action.rule, rules - 1);
    place.set(where.features, b * placeCount);
    real[b] = 1;
    change[b] = Math.log(must(episode.costs[at + k + 1], 'cost') / must(episode.costs[at + k], 'cost'));
    before.set(logSites(old.counts, rules), b * rules);
    after.set(logSites(next.counts, rules), b * rules);
    end[b] = next.counts.some((count) => count > 0) ? 0 : 1;
    totals.set(next.totals, b * totalCount);
  });
  const valid = repairs.maskedLosses ? real : new Float32Array(size).fill(1);
  const column = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [size, 1]);
  return {
    rule: tf.tensor1d(rule, 'int32'),
    place: tf.tensor2d(place, [size, placeCount]),
    valid: column(valid),
    real: column(real),
    change: column(change),
    before: tf.tensor2d(before, [size, rules]),
    after: tf.tensor2d(after, [size, rules]),
    end: column(end),
    totals: tf.tensor2d(totals, [size, totalCount]),
  };
}

export function disposeRlflowBatch({ graphs, steps }: RlflowBatch): void {
  disposeBatch(graphs);
  for (const step of steps) tf.dispose(Object.values(step));
}
