import { tf } from '../../nn';
import type { Policy } from './policy';

/** What a policy saw and chose, as training needs it. */
export interface ChosenMove {
  /** `[width]`. */
  readonly input: Float32Array;
  /** Legal sites per rule. */
  readonly counts: ArrayLike<number>;
  /** Index of the rule, or the number of rules for STOP. */
  readonly rule: number;
  readonly slot: number;
  readonly slots: number;
}

/** Far below any logit, and still finite: its exponential is exactly 0. */
const masked = -1e9;

/** Choices side by side as tensors, and what a policy now thinks of them. Made and used inside a `tidy`. */
export interface DecisionTensors {
  /** `[batch, width]`. */
  readonly input: tf.Tensor2D;
  /** Log probabilities of all rules and of all slots of the chosen rule, from hidden features `[batch, hidden]`. */
  logs(h: tf.Tensor2D): { readonly rules: tf.Tensor; readonly slots: tf.Tensor };
  /** Log probability of what was chosen, `[batch]`. */
  chosen(logs: { readonly rules: tf.Tensor; readonly slots: tf.Tensor }): tf.Tensor;
}

export function decisionTensors(policy: Policy, moves: readonly ChosenMove[]): DecisionTensors {
  const n = moves.length;
  const { rules, slots } = policy.config;
  const row = rules + 1;
  const input = new Float32Array(n * policy.width);
  const closedRules = new Float32Array(n * row);
  const closedSlots = new Float32Array(n * slots);
  const ruleHot = new Float32Array(n * row);
  const slotHot = new Float32Array(n * slots);
  const rule = new Int32Array(n);
  moves.forEach((move, b) => {
    input.set(move.input, b * policy.width);
    rule[b] = move.rule;
    for (let r = 0; r < rules; r++) closedRules[b * row + r] = (move.counts[r] ?? 0) > 0 ? 0 : masked;
    for (let s = 0; s < slots; s++) closedSlots[b * slots + s] = s < move.slots ? 0 : masked;
    ruleHot[b * row + move.rule] = 1;
    slotHot[b * slots + move.slot] = 1;
  });
  const chosenRule = tf.tensor1d(rule, 'int32');
  const shut = { rules: tf.tensor2d(closedRules, [n, row]), slots: tf.tensor2d(closedSlots, [n, slots]) };
  const hot = { rules: tf.tensor2d(ruleHot, [n, row]), slots: tf.tensor2d(slotHot, [n, slots]) };
  return {
    input: tf.tensor2d(input, [n, policy.width]),
    logs: (h) => ({
      rules: tf.logSoftmax(tf.add(policy.ruleLogits(h), shut.rules)),
      slots: tf.logSoftmax(tf.add(policy.slotLogits(h, chosenRule), shut.slots)),
    }),
    chosen: (logs) =>
      tf.add(tf.sum(tf.mul(logs.rules, hot.rules), 1), tf.sum(tf.mul(logs.slots, hot.slots), 1)),
  };
}
