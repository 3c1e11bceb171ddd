import { dense, type LossParts, type Parameters, stopGradient, tf } from '../nn';
import { encode } from './encoder';
import { huber, LossSum, type LossWeights, logistic } from './lossTerms';
import { logDensity } from './mixture';
import type { RlflowBatch } from './rlflowBatch';
import type { RlflowConfig } from './rlflowConfig';
import { rlflowStep } from './rlflowDynamics';

export const rlflowWeights: LossWeights = {
  runtime: 1,
  reward: 0.1,
  legal: 2,
  sites: 2,
  end: 0.2,
  latent: 0.5,
  totals: 0.5,
};

/** Changes of the log runtime are compared in units of two percent, linearly beyond ten percent. */
const unit = 50;
const linearFrom = 5;
const rulesAtOnce = 20;

/** Output and cell of the LSTM, `[batch, units]`. */
export interface Recurrence {
  readonly hidden: tf.Tensor2D;
  readonly cell: tf.Tensor2D;
}

export interface RlflowLoss extends LossParts {
  /** Where the batch ended: where the next one goes on when the state is not reset. */
  readonly last: Recurrence;
}

/** The totals that a latent stands for, `[rows, totals]`. */
export const latentTotals = (p: Parameters, config: RlflowConfig, latent: tf.Tensor): tf.Tensor =>
  dense(p, 'totals', latent, config.totals);

/**
 * Likelihood of the true next latent (a value without gradient: the encoder could make its own target easy otherwise) under
 * the mixture, and the heads, averaged over the steps that are real.
 */
export function rlflowLossOf(
  p: Parameters,
  config: RlflowConfig,
  batch: RlflowBatch,
  from: Recurrence | null,
  weights: LossWeights = rlflowWeights,
): RlflowLoss {
  const { units, latent, repairs } = config;
  const { size } = batch;
  const encoded = encode(p, config, batch.graphs).latent;
  const latents = repairs.encoderGradient ? encoded : stopGradient(encoded);
  const targets = stopGradient(encoded);
  const at = (of: tf.Tensor, k: number): tf.Tensor2D =>
    tf.slice(of, [k * size, 0], [size, latent]) as tf.Tensor2D;
  let { hidden, cell } = from ?? { hidden: tf.zeros([size, units]), cell: tf.zeros([size, units]) };
  const sum = new LossSum();
  const squares = (of: tf.Tensor): tf.Tensor => tf.sum(tf.square(of), 1, true);
  let rows: tf.Tensor = tf.scalar(0);
  for (const [k, goal] of batch.steps.entries()) {
    const { valid } = goal;
    const out = rlflowStep(p, config, {
      latent: at(latents, k),
      hidden: hidden as tf.Tensor2D,
      cell: cell as tf.Tensor2D,
      sites: goal.before,
      rule: goal.rule,
      place: goal.place,
    });
    rows = tf.add(rows, tf.sum(valid));
    const off = tf.sub(out.change, goal.change);
    sum.add('runtime', huber(tf.mul(off, unit), linearFrom), valid);
    const surprise = tf.div(stopGradient(off), out.deviation);
    const capped = tf.minimum(tf.abs(surprise), 20);
    sum.add('reward', tf.add(tf.mul(0.5, tf.square(capped)), tf.log(out.deviation)), valid);
    const present = tf.cast(tf.greater(goal.after, 0), 'float32');
    sum.add('legal', tf.mul(tf.mean(logistic(out.legal, present), 1, true), rulesAtOnce), valid);
    const sites = tf.mean(tf.square(tf.sub(out.sites, goal.after)), 1, true);
    sum.add('sites', tf.mul(sites, rulesAtOnce), valid);
    sum.add('end', logistic(out.end, goal.end), valid);
    const truth = repairs.maskedLosses ? at(targets, k + 1) : tf.mul(at(targets, k + 1), goal.real);
    sum.add('latent', tf.div(tf.neg(logDensity(out.mixture, truth as tf.Tensor2D)), latent), valid);
    // Ties the encoder to real quantities: the totals of the state it encodes.
    sum.add('totals', squares(tf.sub(latentTotals(p, config, at(latents, k + 1)), goal.totals)), valid);
    ({ hidden, cell } = out);
  }
  const last = { hidden: hidden as tf.Tensor2D, cell: cell as tf.Tensor2D };
  return { ...sum.parts(tf.maximum(rows, 1), weights), last };
}
