import { dense, gatherRows, Parameters, tf } from '../../nn';
import { inputWidth } from '../imagination';

/** The shape of a policy. */
export interface PolicyConfig {
  /** Length of the list of rules that it knows. */
  readonly rules: number;
  /** Features of the latent that it sees. */
  readonly latent: number;
  /** Units of each of the two hidden layers (RLFlow has 32). */
  readonly hidden: number;
  /** Places among which it chooses a site. */
  readonly slots: number;
  /** Features of a rule's embedding for the choice of a site. */
  readonly ruleWidth: number;
}

export const standardPolicy: Pick<PolicyConfig, 'hidden' | 'slots' | 'ruleWidth'> = {
  hidden: 64,
  slots: 16,
  ruleWidth: 8,
};

/** What the heads say of a batch of states, on the CPU. */
export interface Judgement {
  /** Logits of each rule and, last, of STOP; not masked. `[batch, rules + 1]`. */
  readonly rules: Float32Array;
  /** Expected return, in the training's unit. `[batch]`. */
  readonly values: Float32Array;
}

/**
 * Actor and critic over the latent: two hidden layers, a head for the rule (or STOP), a head for the place of the site
 * given the rule, a head for the value. Sites are chosen by place: a rule with at most `slots` sites has a slot for
 * each, one with more has that many sites in each slot, drawn alike.
 */
export class Policy {
  readonly parameters: Parameters;

  constructor(
    readonly config: PolicyConfig,
    seed: number,
  ) {
    this.parameters = new Parameters(seed);
    tf.tidy(() => {
      const input = tf.zeros<tf.Rank.R2>([1, this.width]);
      const h = this.trunk(input);
      this.ruleLogits(h);
      this.value(h);
      this.slotLogits(h, tf.zeros([1], 'int32') as tf.Tensor1D);
    });
  }

  /** Numbers that it sees of a state. */
  get width(): number {
    return inputWidth(this.config.latent, this.config.rules);
  }

  /** Hidden features of states, `[batch, width]` → `[batch, hidden]`. */
  trunk(input: tf.Tensor2D): tf.Tensor2D {
    const { hidden } = this.config;
    const first = tf.tanh(dense(this.parameters, 'pi/first', input, hidden));
    return tf.tanh(dense(this.parameters, 'pi/second', first, hidden)) as tf.Tensor2D;
  }

  /** `[batch, rules + 1]`, STOP last; nearly uniform before training, so that it explores. */
  ruleLogits(h: tf.Tensor2D): tf.Tensor2D {
    return dense(this.parameters, 'pi/rule', h, this.config.rules + 1, {
      init: { normal: 0.01 },
    }) as tf.Tensor2D;
  }

  /** Logits of the slots given the rule, `[batch, slots]`. */
  slotLogits(h: tf.Tensor2D, rule: tf.Tensor1D): tf.Tensor2D {
    const { rules, ruleWidth, hidden, slots } = this.config;
    const table = this.parameters.get<tf.Rank.R2>('pi/rules', [rules + 1, ruleWidth], { normal: 0.5 });
    const known = tf.concat([h, gatherRows(table, rule)], 1);
    const wide = tf.tanh(dense(this.parameters, 'pi/site', known, hidden >> 1));
    return dense(this.parameters, 'pi/slot', wide, slots, { init: { normal: 0.01 } }) as tf.Tensor2D;
  }

  /** `[batch]`. */
  value(h: tf.Tensor2D): tf.Tensor1D {
    return tf.reshape(dense(this.parameters, 'pi/value', h, 1, { init: 'zeros' }), [-1]) as tf.Tensor1D;
  }

  /** Rules and values of states, `inputs` being `[batch, width]`. */
  async judge(inputs: Float32Array): Promise<Judgement> {
    const batch = inputs.length / this.width;
    const out = tf.tidy(() => {
      const h = this.trunk(tf.tensor2d(inputs, [batch, this.width]));
      return tf.concat([this.ruleLogits(h), tf.reshape(this.value(h), [batch, 1])], 1);
    });
    const all = (await out.data()) as Float32Array;
    out.dispose();
    const row = this.config.rules + 2;
    const rules = new Float32Array(batch * (row - 1));
    const values = new Float32Array(batch);
    for (let b = 0; b < batch; b++) {
      rules.set(all.subarray(b * row, (b + 1) * row - 1), b * (row - 1));
      values[b] = all[(b + 1) * row - 1] ?? 0;
    }
    return { rules, values };
  }

  /** Logits of the slots for chosen rules, `[batch, slots]`. */
  async placeLogits(inputs: Float32Array, rules: Int32Array): Promise<Float32Array> {
    const out = tf.tidy(() => {
      const h = this.trunk(tf.tensor2d(inputs, [rules.length, this.width]));
      return this.slotLogits(h, tf.tensor1d(rules, 'int32'));
    });
    const all = (await out.data()) as Float32Array;
    out.dispose();
    return all;
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
