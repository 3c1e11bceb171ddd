import { gatherRows, type LossParts, type Parameters, stopGradient, tf } from '../nn';
import type { ModelConfig } from './config';
import { background, countsAfter, step, totalsOf } from './dynamics';
import { encode } from './encoder';
import { huber, LossSum, type LossWeights, logistic } from './lossTerms';
import type { TrainingBatch } from './trainingBatch';

export const standardWeights: LossWeights = {
  runtime: 1,
  reward: 0.5,
  legal: 4,
  sites: 0.5,
  end: 0,
  latent: 0.5,
  totals: 0.5,
};

/** Log ratios of runtimes are compared in units of two percent, linearly beyond ten percent. */
const unit = 50;
const linearFrom = 5;
/** asinh(500 x): linear for changes far below 0.2 %, logarithmic above. */
const logarithmic = (x: tf.Tensor): tf.Tensor => {
  const scaled = tf.mul(x, 500);
  const sign = stopGradient(scaled, (y) => tf.sub(tf.mul(tf.cast(tf.greaterEqual(y, 0), 'float32'), 2), 1));
  return tf.mul(sign, tf.log(tf.add(tf.abs(scaled), tf.sqrt(tf.add(tf.square(scaled), 1)))));
};
const fineWeight = 6;
/** Rules that change their number of sites are few, so the mean over all rules would be next to nothing. */
const rulesAtOnce = 20;

/**
 * The loss of unrolling the model over a batch of windows. What a step past the end of an episode would say is masked.
 * `target` [batch, latent] are the encoded states after one of the steps, as values without gradient: the encoder learns
 * from the first state of each window and from what the heads must tell, so that it cannot make its own target easy.
 * Each member of the ensemble learns from a part of the windows only (`batch.lots`), so that members differ where data is thin.
 */
export function lossOf(
  p: Parameters,
  config: ModelConfig,
  batch: TrainingBatch,
  target: tf.Tensor2D | null,
  weights: LossWeights = standardWeights,
): LossParts {
  const { members } = config;
  const encoded = encode(p, config, batch.starts);
  let latent = encoded.latent;
  let counts: tf.Tensor = batch.startCounts;
  let logRatio: tf.Tensor = tf.zeros([members, batch.size, 1]);
  const sum = new LossSum();
  const totals = (of: tf.Tensor2D, truth: tf.Tensor): tf.Tensor =>
    tf.sum(tf.square(tf.sub(totalsOf(p, config, of), truth)), 1, true);
  sum.add('totals', totals(latent, batch.starts.totals), tf.ones([batch.size, 1]));
  let rows: tf.Tensor = tf.scalar(0);
  for (const [k, goal] of batch.steps.entries()) {
    const { valid } = goal;
    const site = tf.mul(gatherRows(encoded.nodes, goal.anchor), goal.anchored) as tf.Tensor2D;
    const next = step(p, config, {
      latent,
      counts: counts as tf.Tensor2D,
      rule: goal.rule,
      site,
      place: goal.place,
      rings: goal.rings,
      around: goal.around,
    });
    rows = tf.add(rows, tf.sum(valid));
    logRatio = tf.add(logRatio, next.change);
    const shares = tf.mul(batch.lots, tf.expandDims(valid, 0));
    sum.add('runtime', huber(tf.mul(tf.sub(logRatio, goal.logRatio), unit), linearFrom), shares);
    // Again, relative to the runtime around the site, so that a factor is learned where it matters little too.
    const reach = tf.add(tf.sum(goal.rings, 1, true), background);
    const off = tf.sub(next.change, tf.expandDims(goal.change, 0));
    sum.add('reward', huber(tf.mul(tf.div(off, tf.expandDims(reach, 0)), 3), 1.5), shares);
    // And on a logarithmic scale, on which a change of a thousandth is not nothing: most actions change less.
    const fine = tf.sub(logarithmic(next.change), tf.expandDims(logarithmic(goal.change), 0));
    sum.add('reward', tf.mul(huber(fine, 1.5), fineWeight), shares);
    const error = stopGradient(tf.mean(off, 0));
    const likelihood = tf.add(
      tf.mul(0.5, tf.square(tf.minimum(tf.abs(tf.div(error, next.deviation)), 20))),
      tf.log(next.deviation),
    );
    sum.add('reward', tf.mul(likelihood, 0.2), valid);
    const changes = stopGradient(counts, (c) => tf.cast(tf.notEqual(goal.counts, c), 'float32'));
    sum.add('legal', tf.mul(tf.sum(logistic(next.gate, changes), 1, true), 1 / rulesAtOnce), valid);
    const difference = tf.sub(tf.sub(goal.counts, counts), next.delta);
    const missed = tf.sum(tf.mul(huber(difference, 3), changes), 1, true);
    sum.add('sites', tf.mul(missed, 1 / rulesAtOnce), valid);
    sum.add('totals', totals(next.latent, goal.totals), valid);
    // Twice, for the batches that have no target.
    if (k === batch.latentStep && target !== null)
      sum.add('latent', tf.mul(2, tf.mean(tf.square(tf.sub(next.latent, target)), 1, true)), valid);
    // Half of the windows go on from what was imagined, so that the model learns to put its own mistakes right.
    const imagined = stopGradient(next.gate, (gate) => countsAfter(counts, gate, next.delta));
    counts = tf.add(tf.mul(goal.counts, batch.forced), tf.mul(imagined, tf.sub(1, batch.forced)));
    latent = next.latent;
  }
  // As many rows a member as `lots` gives it on average; near enough, and the same for all.
  const perMember: LossWeights = {
    ...weights,
    runtime: weights.runtime / members,
    reward: weights.reward / members,
  };
  return sum.parts(tf.maximum(rows, 1), perMember);
}
