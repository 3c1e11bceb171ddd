import { type LossParts, tf } from '../nn';

/** The terms of the loss of either model, in the order of its reported parts. */
export const lossNames = ['runtime', 'reward', 'legal', 'sites', 'end', 'latent', 'totals'] as const;
export type LossName = (typeof lossNames)[number];
export type LossWeights = Readonly<Record<LossName, number>>;

/** Quadratic near zero, linear beyond `linearFrom` (Huber). */
export function huber(x: tf.Tensor, linearFrom: number): tf.Tensor {
  const size = tf.abs(x);
  const small = tf.minimum(size, linearFrom);
  return tf.add(tf.mul(0.5, tf.square(small)), tf.mul(linearFrom, tf.sub(size, small)));
}

/** Cross-entropy of logits with truth values, without overflow. */
export const logistic = (logits: tf.Tensor, truth: tf.Tensor): tf.Tensor =>
  tf.sub(tf.softplus(logits), tf.mul(logits, truth));

/** Collects the terms of a loss over the steps of a batch. */
export class LossSum {
  private readonly sums = new Map<LossName, tf.Tensor>();

  /** Adds all elements of `perRow`, weighted by `valid` (which broadcasts). */
  add(name: LossName, perRow: tf.Tensor, valid: tf.Tensor): void {
    const term = tf.sum(tf.mul(perRow, valid));
    const before = this.sums.get(name);
    this.sums.set(name, before === undefined ? term : tf.add(before, term));
  }

  /** The weighted mean over `rows`, and each term's. */
  parts(rows: tf.Tensor, weights: LossWeights): LossParts {
    const parts = lossNames.map((name) => tf.div(this.sums.get(name) ?? tf.scalar(0), rows));
    const loss = lossNames.reduce<tf.Tensor>(
      (sum, name, i) => tf.add(sum, tf.mul(parts[i] as tf.Tensor, weights[name])),
      tf.scalar(0),
    );
    const report = tf.concat(parts.map((part) => tf.reshape(part, [1])));
    return { loss: loss as tf.Scalar, parts: report as tf.Tensor1D };
  }
}
