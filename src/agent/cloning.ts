import { createRandom, type Random } from '../core';
import { Adam, tf } from '../nn';
import type { Imagined } from './imagination';
import type { Lesson } from './lessons';
import { inputsOf, slotOf } from './policy/choose';
import { type ChosenMove, decisionTensors } from './policy/decisionBatch';
import type { Policy } from './policy/policy';
import type { Proposer } from './policy/proposer';

export interface CloningSettings {
  readonly updates: number;
  /** Lessons in a batch. */
  readonly batch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly seed: number;
}

export const standardCloning: Omit<CloningSettings, 'seed'> = {
  updates: 400,
  batch: 128,
  learningRate: 2e-3,
  weightDecay: 0.05,
};

/** A latent is shown with this much noise, and so often not at all, so that much is learned from the legal rules alone. */
const blur = { noise: 0.15, hidden: 0.25 };
/** Weight of the time of first use beside inclusion. */
const timeWeight = 0.5;

/**
 * One step of imitation: the policy's next choice and its value towards what the lessons did (cross-entropy, and squared
 * error of the return in units of `rewardScale`). Returns the mean loss, still on the device.
 */
export function imitate<D extends Imagined>(
  policy: Policy,
  adam: Adam,
  lessons: readonly Lesson<D>[],
  rewardScale: number,
  rate = 1,
): tf.Tensor1D {
  const { rules, slots } = policy.config;
  const inputs = inputsOf(
    policy,
    lessons.map(({ state }) => state),
    lessons.map(({ left }) => left),
  );
  const moves = lessons.map(({ state, action }, b): ChosenMove => {
    const count = action === null ? 1 : Math.max(1, state.counts[action.rule] ?? 0);
    return {
      input: inputs.subarray(b * policy.width, (b + 1) * policy.width),
      counts: state.counts,
      rule: action?.rule ?? rules,
      slot: action === null ? 0 : slotOf(action.site, count, slots),
      slots: action === null ? 1 : Math.min(slots, count),
    };
  });
  return tf.tidy(() => {
    const tensors = decisionTensors(policy, moves);
    const target = tf.tensor1d(lessons.map(({ gain }) => gain * rewardScale));
    return adam.minimise(() => {
      const h = policy.trunk(tensors.input);
      const likelihood = tf.mean(tensors.chosen(tensors.logs(h)));
      const error = tf.mean(tf.square(tf.sub(policy.value(h), target)));
      const loss = tf.add(tf.neg(likelihood), tf.mul(error, 0.1)) as tf.Scalar;
      return { loss, parts: tf.stack([likelihood, error]) as tf.Tensor1D };
    }, rate);
  });
}

/** Behaviour cloning of a policy; returns the mean log likelihood of the last updates' choices. */
export async function clonePolicy<D extends Imagined>(
  policy: Policy,
  lessons: readonly Lesson<D>[],
  settings: CloningSettings & { readonly rewardScale: number },
): Promise<number> {
  return learn(policy, settings, (adam, random, rate) =>
    imitate(policy, adam, draw(lessons, settings.batch, random), settings.rewardScale, rate),
  );
}

/** Teaches a proposer which rules the rest of each way plays; returns the mean log likelihood for each rule and state. */
export async function teachProposer<D extends Imagined>(
  proposer: Proposer,
  lessons: readonly Lesson<D>[],
  settings: CloningSettings,
): Promise<number> {
  // Where a way begins is what a proposer is asked about most; along a way its first rules are used up soon.
  const beginnings = lessons.filter(({ first }) => first);
  return learn(proposer, settings, (adam, random, rate) => {
    const half = Math.ceil(settings.batch / 2);
    const some = [...draw(beginnings, half, random), ...draw(lessons, settings.batch - half, random)];
    return proposerStep(proposer, adam, some, random, rate);
  });
}

function proposerStep<D extends Imagined>(
  proposer: Proposer,
  adam: Adam,
  lessons: readonly Lesson<D>[],
  random: Random,
  rate: number,
): tf.Tensor1D {
  const { rules, latent } = proposer.config;
  const n = lessons.length;
  const inputs = proposer.inputsOf(lessons.map(({ state }) => state));
  const used = new Float32Array(n * rules);
  const when = new Float32Array(n * rules);
  lessons.forEach(({ rest }, b) => {
    const show = random.next() < blur.hidden ? 0 : 1;
    for (let i = b * proposer.width; i < b * proposer.width + latent; i++)
      inputs[i] = show * ((inputs[i] ?? 0) + blur.noise * random.normal());
    rest.forEach((rule, t) => {
      if (rule >= rules || used[b * rules + rule] === 1) return;
      used[b * rules + rule] = 1;
      when[b * rules + rule] = t / rest.length;
    });
  });
  return tf.tidy(() => {
    const x = tf.tensor2d(inputs, [n, proposer.width]);
    const [isUsed, first] = [tf.tensor2d(used, [n, rules]), tf.tensor2d(when, [n, rules])];
    return adam.minimise(() => {
      const odds = tf.sigmoid(proposer.logits(x));
      const include = tf.slice(odds, [0, 0], [-1, rules]);
      const time = tf.slice(odds, [0, rules], [-1, rules]);
      const log = (p: tf.Tensor): tf.Tensor => tf.log(tf.add(p, 1e-6));
      const yes = tf.mul(isUsed, log(include));
      const no = tf.mul(tf.sub(1, isUsed), log(tf.sub(1, include)));
      const likelihood = tf.mean(tf.add(yes, no));
      const late = tf.mean(tf.mul(isUsed, tf.square(tf.sub(time, first))));
      // Sums over the rules: a mean would drown the few that matter.
      const loss = tf.mul(tf.add(tf.neg(likelihood), tf.mul(late, timeWeight)), rules) as tf.Scalar;
      return { loss, parts: tf.stack([likelihood, late]) as tf.Tensor1D };
    }, rate);
  });
}

async function learn(
  network: Policy | Proposer,
  { updates, learningRate, weightDecay, seed }: CloningSettings,
  step: (adam: Adam, random: Random, rate: number) => tf.Tensor1D,
): Promise<number> {
  const random = createRandom(seed).fork('cloning');
  const adam = new Adam(network.parameters, { learningRate, weightDecay, clipNorm: 1 });
  let recent = 0;
  for (let update = 0; update < updates; update++) {
    const report = step(adam, random, 1 - 0.9 * (update / updates));
    const [, likelihood = 0] = (await report.data()) as Float32Array;
    report.dispose();
    recent = update === 0 ? likelihood : 0.9 * recent + 0.1 * likelihood;
  }
  adam.dispose();
  return recent;
}

const draw = <T>(items: readonly T[], count: number, random: Random): T[] =>
  items.length === 0 ? [] : Array.from({ length: count }, () => random.pick(items));
