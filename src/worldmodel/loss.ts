import { gatherRows, type LossParts, type Parameters, tf } from '../nn';
import type { ModelConfig } from './config';
import { forMembers, type LatentBatch, step, totalsOf } from './dynamics';
import { encode } from './encoder';
import type { TrainingBatch } from './trainingBatch';

/** The terms of the loss, in the order of its reported parts. */
export const lossNames = ['runtime', 'reward', 'legal', 'sites', 'end', 'latent', 'totals'] as const;
export type LossName = (typeof lossNames)[number];

export type LossWeights = Readonly<Record<LossName, number>>;

export const standardWeights: LossWeights = {
  runtime: 1,
  reward: 0.1,
  legal: 2,
  sites: 2,
  end: 0.2,
  latent: 0.5,
  totals: 0.5,
};

/** Log ratios of runtimes are compared in units of two percent, linearly beyond ten percent. */
const unit = 50;
const linearFrom = 5;

const huber = (x: tf.Tensor): tf.Tensor => {
  const size = tf.abs(x);
  const small = tf.minimum(size, linearFrom);
  return tf.add(tf.mul(0.5, tf.square(small)), tf.mul(linearFrom, tf.sub(size, small)));
};

/** Cross-entropy of logits with truth values, without overflow. */
const logistic = (logits: tf.Tensor, truth: tf.Tensor): tf.Tensor =>
  tf.sub(tf.softplus(logits), tf.mul(logits, truth));

/**
 * The loss of unrolling the model over a batch of windows. What a step past the end of an episode would say is masked.
 * `target` [batch, latent] are the encoded states after one of the steps, as values without gradient: the encoder learns from the
 * first state of each window and from what the heads must tell, so that it cannot make its own target easy.
 */
export function lossOf(
  p: Parameters,
  config: ModelConfig,
  batch: TrainingBatch,
  target: tf.Tensor2D,
  weights: LossWeights = standardWeights,
): LossParts {
  const { members, rules } = config;
  const { latent, nodes } = encode(p, config, batch.starts);
  let state: LatentBatch = {
    latent: forMembers(latent, members),
    sites: forMembers(batch.starts.sites, members),
  };
  let logRatio: tf.Tensor = tf.zeros([members, batch.size, 1]);
  const sums = new Map<LossName, tf.Tensor>();
  const add = (name: LossName, perRow: tf.Tensor, valid: tf.Tensor): void => {
    const term = tf.sum(tf.mul(perRow, valid));
    const before = sums.get(name);
    sums.set(name, before === undefined ? term : tf.add(before, term));
  };
  const everywhere = tf.ones([1, batch.size, 1]);
  const totals = (row: tf.Tensor3D, of: tf.Tensor): tf.Tensor =>
    tf.sum(tf.square(tf.sub(totalsOf(p, config, row), of)), 2, true);
  add('totals', totals(state.latent, tf.expandDims(batch.starts.totals, 0)), everywhere);
  let count: tf.Tensor = tf.scalar(0);
  for (const [k, goal] of batch.steps.entries()) {
    const site = tf.mul(gatherRows(nodes, goal.anchor), goal.anchored) as tf.Tensor2D;
    const next = step(p, config, state, { rule: goal.rule, site, place: goal.place });
    const { valid } = goal;
    count = tf.add(count, tf.sum(valid));
    logRatio = tf.add(logRatio, next.change);
    add('runtime', huber(tf.mul(tf.sub(logRatio, goal.logRatio), unit)), valid);
    add('reward', tf.neg(tf.sum(tf.mul(tf.logSoftmax(next.reward), goal.reward), 2, true)), valid);
    const present = tf.cast(tf.greater(goal.sites, 0), 'float32');
    add('legal', tf.mean(logistic(next.legal, present), 2, true), valid);
    add('sites', tf.mean(tf.square(tf.sub(next.sites, goal.sites)), 2, true), valid);
    add('end', logistic(next.end, goal.end), valid);
    add('totals', totals(next.latent, goal.totals), valid);
    if (k === batch.latentStep)
      add('latent', tf.mean(tf.square(tf.sub(next.latent, tf.expandDims(target, 0))), 2, true), valid);
    state = next;
  }
  const rows = tf.mul(tf.maximum(count, 1), members);
  const scale: Partial<Record<LossName, number>> = { legal: Math.min(rules, 20), sites: Math.min(rules, 20) };
  const parts = lossNames.map((name) => tf.div(sums.get(name) ?? tf.scalar(0), rows) as tf.Scalar);
  const loss = lossNames.reduce<tf.Tensor>(
    (sum, name, i) => tf.add(sum, tf.mul(parts[i] as tf.Scalar, weights[name] * (scale[name] ?? 1))),
    tf.scalar(0),
  );
  return {
    loss: loss as tf.Scalar,
    parts: tf.concat(parts.map((part) => tf.reshape(part, [1]))) as tf.Tensor1D,
  };
}
