import type { Random } from '../../core';
import { type Adam, tf } from '../../nn';
import { decisionTensors } from '../policy/decisionBatch';
import type { Policy } from '../policy/policy';
import type { Decision } from './rollout';
import type { LearningSettings } from './settings';

/** A decision with what came of it. */
export interface Sample {
  readonly decision: Decision;
  /** Normalised over the batch. */
  readonly advantage: number;
  /** In units of `rewardScale`. */
  readonly target: number;
}

/** Figures of an update, averaged over its minibatches. */
export interface UpdateFigures {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  readonly kl: number;
  /** Minibatches that were used before the divergence ended the passes. */
  readonly minibatches: number;
}

/** Proximal policy optimisation (Schulman et al. 2017), clipped, over shuffled minibatches, ended early by divergence. */
export async function improve(
  policy: Policy,
  adam: Adam,
  samples: readonly Sample[],
  settings: LearningSettings,
  random: Random,
  /** Scales the learning rate. */
  rate = 1,
  /** Asked before each minibatch; true ends the passes. */
  stop?: () => Promise<boolean>,
): Promise<UpdateFigures> {
  const sums = { policyLoss: 0, valueLoss: 0, entropy: 0, kl: 0 };
  let minibatches = 0;
  const order = samples.map((_, i) => i);
  passes: for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += settings.minibatch) {
      if (await stop?.()) break passes;
      const chosen = order.slice(from, from + settings.minibatch).map((i) => samples[i] as Sample);
      const report = minimise(policy, adam, chosen, settings, rate);
      const [, policyLoss = 0, valueLoss = 0, entropy = 0, kl = 0] = (await report.data()) as Float32Array;
      report.dispose();
      sums.policyLoss += policyLoss;
      sums.valueLoss += valueLoss;
      sums.entropy += entropy;
      sums.kl += kl;
      minibatches++;
      if (kl > 1.5 * settings.targetKl) break passes;
    }
  }
  const mean = (sum: number): number => sum / Math.max(1, minibatches);
  return {
    policyLoss: mean(sums.policyLoss),
    valueLoss: mean(sums.valueLoss),
    entropy: mean(sums.entropy),
    kl: mean(sums.kl),
    minibatches,
  };
}

function minimise(
  policy: Policy,
  adam: Adam,
  samples: readonly Sample[],
  { clip, entropy: entropyWeight, value: valueWeight }: LearningSettings,
  rate: number,
): tf.Tensor1D {
  const vector = (of: (sample: Sample) => number): tf.Tensor1D => tf.tensor1d(samples.map(of), 'float32');
  return tf.tidy(() => {
    const moves = decisionTensors(
      policy,
      samples.map(({ decision }) => decision),
    );
    const before = vector(({ decision }) => decision.logProbability);
    const advantage = vector((sample) => sample.advantage);
    const target = vector((sample) => sample.target);
    return adam.minimise(() => {
      const h = policy.trunk(moves.input);
      const logs = moves.logs(h);
      const now = moves.chosen(logs);
      const change = tf.sub(now, before);
      const ratio = tf.exp(change);
      const bounded = tf.minimum(tf.maximum(ratio, 1 - clip), 1 + clip);
      const gain = tf.minimum(tf.mul(ratio, advantage), tf.mul(bounded, advantage));
      const policyLoss = tf.neg(tf.mean(gain));
      const valueLoss = tf.mean(tf.square(tf.sub(policy.value(h), target)));
      const spread = (log: tf.Tensor): tf.Tensor => tf.neg(tf.sum(tf.mul(tf.exp(log), log), 1));
      const entropy = tf.mean(tf.add(spread(logs.rules), spread(logs.slots)));
      // Schulman's estimate of the divergence: (ratio − 1) − log ratio, never below 0.
      const kl = tf.mean(tf.sub(tf.sub(ratio, 1), change));
      const loss = tf.add(
        policyLoss,
        tf.sub(tf.mul(valueLoss, valueWeight), tf.mul(entropy, entropyWeight)),
      ) as tf.Scalar;
      return { loss, parts: tf.stack([policyLoss, valueLoss, entropy, kl]) as tf.Tensor1D };
    }, rate);
  });
}

function shuffle(items: number[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const kept = items[i] as number;
    items[i] = items[j] as number;
    items[j] = kept;
  }
}
