import { dense, gatherRows, type Parameters, tf } from '../nn';
import type { Mixture } from './mixture';
import { sigmaFloor } from './mixture';
import type { RlflowConfig } from './rlflowConfig';

/** The recurrent state and the numbers of sites that go with it. */
export interface RecurrentState {
  /** Output and cell of the LSTM, `[rows, units]`. */
  readonly hidden: tf.Tensor2D;
  readonly cell: tf.Tensor2D;
  /** log(1 + sites) per rule, `[rows, rules]`. */
  readonly sites: tf.Tensor2D;
}

export interface RlflowInput extends RecurrentState {
  /** `[rows, latent]`. */
  readonly latent: tf.Tensor2D;
  /** `[rows]`, int32. */
  readonly rule: tf.Tensor1D;
  /** `[rows, placeCount]`. */
  readonly place: tf.Tensor2D;
}

export interface RlflowOutput extends RecurrentState {
  /** Over the next latent. */
  readonly mixture: Mixture;
  /** Change of the log runtime, `[rows, 1]`, and its standard deviation by chance. */
  readonly change: tf.Tensor2D;
  readonly deviation: tf.Tensor2D;
  /** Logits of each rule having a site, `[rows, rules]`. */
  readonly legal: tf.Tensor2D;
  /** Logit of nothing being legal any more, `[rows, 1]`. */
  readonly end: tf.Tensor2D;
}

/** log(1 + 1/2): half a site, where legal meets illegal. */
const halfSite = Math.log1p(0.5);
const sharpness = 8;

/** One step as in RLFlow: latent and action into an LSTM, and what all heads say of the state that follows. */
export function rlflowStep(p: Parameters, config: RlflowConfig, input: RlflowInput): RlflowOutput {
  const { units, components, latent, rules, ruleWidth } = config;
  const rule = gatherRows(p.get('dyn/rules', [rules, ruleWidth], { normal: 0.5 }), input.rule);
  const x = tf.concat([input.latent, rule, input.place, input.sites], 1);
  // All four gates in one product.
  const gates = tf.add(
    dense(p, 'lstm/input', x, 4 * units),
    dense(p, 'lstm/hidden', input.hidden, 4 * units, { bias: false }),
  );
  const gate = (k: number): tf.Tensor => tf.slice(gates, [0, k * units], [-1, units]);
  // The forget gate begins open.
  const kept = tf.mul(tf.sigmoid(tf.add(gate(1), 1)), input.cell);
  const cell = tf.add(kept, tf.mul(tf.sigmoid(gate(0)), tf.tanh(gate(2)))) as tf.Tensor2D;
  const hidden = tf.mul(tf.sigmoid(gate(3)), tf.tanh(cell)) as tf.Tensor2D;
  const head = (name: string, width: number, deviation = 0): tf.Tensor2D =>
    dense(p, `head/${name}`, hidden, width, {
      init: deviation > 0 ? { normal: deviation } : 'zeros',
    }) as tf.Tensor2D;
  const shape = [-1, components, latent];
  const mean = tf.add(
    tf.reshape(head('mean', components * latent, 0.05), shape),
    tf.expandDims(input.latent, 1),
  );
  const sigma = tf.add(tf.softplus(tf.reshape(head('sigma', components * latent, 0.02), shape)), sigmaFloor);
  const sites = tf.relu(tf.add(input.sites, head('sites', rules))) as tf.Tensor2D;
  const legal = tf.add(tf.mul(tf.sub(sites, halfSite), sharpness), head('legal', rules)) as tf.Tensor2D;
  return {
    hidden,
    cell,
    sites,
    mixture: {
      logits: head('weights', components, 0.05),
      mean: mean as tf.Tensor3D,
      sigma: sigma as tf.Tensor3D,
    },
    change: tf.mul(head('reward', 1), 0.1) as tf.Tensor2D,
    deviation: tf.add(tf.exp(tf.sub(tf.mul(tf.tanh(head('spread', 1)), 4), 5)), 2e-5) as tf.Tensor2D,
    legal,
    end: head('end', 1),
  };
}
