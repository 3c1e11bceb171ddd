import { tf } from '../nn';

/** Mixtures of Gaussians with diagonal covariance over latents, one for each row. */
export interface Mixture {
  /** Unnormalised log weights, `[rows, components]`. */
  readonly logits: tf.Tensor2D;
  /** `[rows, components, latent]`. */
  readonly mean: tf.Tensor3D;
  /** Standard deviations, at least `sigmaFloor`, `[rows, components, latent]`. */
  readonly sigma: tf.Tensor3D;
}

/** Without a floor the likelihood grows without bound when a component shrinks onto one latent. */
export const sigmaFloor = 0.05;

const halfLogTau = 0.5 * Math.log(2 * Math.PI);

/** log p(target) under each row's mixture, `[rows, 1]`; target `[rows, latent]`. */
export function logDensity({ logits, mean, sigma }: Mixture, target: tf.Tensor2D): tf.Tensor2D {
  const off = tf.div(tf.sub(tf.expandDims(target, 1), mean), sigma);
  const perFeature = tf.add(tf.add(tf.mul(0.5, tf.square(off)), tf.log(sigma)), halfLogTau);
  const joint = tf.sub(tf.logSoftmax(logits), tf.sum(perFeature, 2));
  // log Σ exp of x is x minus its log-softmax, whichever element is asked.
  return tf.mean(tf.sub(joint, tf.logSoftmax(joint as tf.Tensor2D)), 1, true) as tf.Tensor2D;
}

/** Randomness for one draw from each row: Gumbel `[rows, components]` and standard normal `[rows, latent]`. */
export interface MixtureNoise {
  readonly gumbel: tf.Tensor2D;
  readonly normal: tf.Tensor2D;
}

/**
 * One draw from each row, `[rows, latent]`. The temperature τ divides the mixture's logits and multiplies σ by √τ; 0 takes
 * the likeliest component's mean. Without `spread` it is the drawn component's mean, as in RLFlow's published code.
 */
export function drawLatent(
  { logits, mean, sigma }: Mixture,
  temperature: number,
  spread: boolean,
  noise: MixtureNoise,
): tf.Tensor2D {
  const odds = temperature > 0 ? tf.add(tf.div(logits, temperature), noise.gumbel) : logits;
  const choice = tf.expandDims(tf.oneHot(tf.argMax(odds, 1), logits.shape[1]), 2);
  const picked = (of: tf.Tensor): tf.Tensor => tf.sum(tf.mul(tf.cast(choice, 'float32'), of), 1);
  if (!spread || temperature <= 0) return picked(mean) as tf.Tensor2D;
  return tf.add(
    picked(mean),
    tf.mul(tf.mul(picked(sigma), Math.sqrt(temperature)), noise.normal),
  ) as tf.Tensor2D;
}
