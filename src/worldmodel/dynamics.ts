import { dense, gatherRows, layerNorm, memberMatMul, normalise, type Parameters, tf } from '../nn';
import type { ModelConfig } from './config';
import { ringCount } from './siteContexts';

/** As many sites of a rule as an environment offers at most. */
export const siteLimit = 200;

/** A batch of imagined states and the actions taken in them; all rows side by side. */
export interface StepInput {
  /** `[batch, latent]`, normalised. */
  readonly latent: tf.Tensor2D;
  /** Sites per rule, `[batch, rules]`. */
  readonly counts: tf.Tensor2D;
  /** `[batch]`, int32; the number of rules stands for a rule that was never seen. */
  readonly rule: tf.Tensor1D;
  /** Embedding of the site's anchor in the graph where the dream began; zeros where none is known. `[batch, nodeWidth]`. */
  readonly site: tf.Tensor2D;
  /** `[batch, placeCount]`. */
  readonly place: tf.Tensor2D;
  /** Shares of the runtime around the site, of the imagined runtime now, `[batch, ringCount]`. */
  readonly rings: tf.Tensor2D;
  /** Sites of each rule at the anchor, then one edge away, `[batch, 2 · rules]`. */
  readonly around: tf.Tensor2D;
}

/** What a step leads to. */
export interface StepOutput {
  /** `[batch, latent]`, normalised. */
  readonly latent: tf.Tensor2D;
  /** Change of the log runtime by each member, `[members, batch, 1]`. */
  readonly change: tf.Tensor3D;
  /** Standard deviation of the change that is chance, `[batch, 1]`. */
  readonly deviation: tf.Tensor2D;
  /** Logits of each rule's number of sites changing, and by how many it then changes, `[batch, rules]`. */
  readonly gate: tf.Tensor2D;
  readonly delta: tf.Tensor2D;
}

/** Runtime that no ring has but an action may still touch, as a share. */
export const background = 2e-3;

/** x for positive x, exp(x) − 1 below: a factor by which a ring's runtime grows, −1 being all of it saved. */
const elu = (x: tf.Tensor): tf.Tensor => tf.sub(tf.add(tf.relu(x), tf.exp(tf.neg(tf.relu(tf.neg(x))))), 1);

/**
 * One step. The runtime's change is what the rewrite does to the runtime *around its site*: each ring's share times a
 * learned factor, so that an action where little time is spent cannot be imagined to change much, whatever the model
 * makes of a graph of a kind that it never saw. Numbers of sites are kept as they are unless a gate opens; both the
 * gate and the size of the change start from what the rule usually does.
 */
export function step(p: Parameters, config: ModelConfig, input: StepInput): StepOutput {
  const { members, memberWidth, hidden, latent, rules, ruleWidth } = config;
  const { rule, rings, around } = input;
  const table = (name: string, width: number, deviation = 0): tf.Tensor2D =>
    gatherRows(
      p.get(`dyn/${name}`, [rules + 1, width], deviation > 0 ? { normal: deviation } : 'zeros'),
      rule,
    );
  const logRings = tf.div(tf.log(tf.add(rings, 1e-4)), 4);
  const x = tf.concat(
    [
      input.latent,
      tf.log(tf.add(input.counts, 1)),
      table('rules', ruleWidth, 0.3),
      input.site,
      input.place,
      logRings,
      dense(p, 'dyn/around', tf.log(tf.add(around, 1)), 24),
    ],
    1,
  );
  const layer = (name: string, of: tf.Tensor): tf.Tensor =>
    tf.relu(layerNorm(p, `${name}/norm`, dense(p, name, of, hidden)));
  const first = layer('dyn/first', x);
  const h = tf.add(first, layer('dyn/second', first));
  const head = (name: string, units: number): tf.Tensor2D =>
    dense(p, `dyn/${name}`, h, units, { init: 'zeros' }) as tf.Tensor2D;

  const next = normalise(tf.add(input.latent, dense(p, 'dyn/latent', h, latent, { init: { normal: 0.02 } })));

  const wide = tf.relu(dense(p, 'dyn/members', h, members * memberWidth));
  const apart = tf.transpose(tf.reshape(wide, [-1, members, memberWidth]), [1, 0, 2]) as tf.Tensor3D;
  const own = p.get<tf.Rank.R3>('dyn/factors', [members, memberWidth, ringCount], { normal: 0.03 });
  const factors = elu(tf.add(memberMatMul(apart, own), tf.expandDims(table('usualFactor', 1), 0)));
  const growth = tf.sum(tf.mul(factors, tf.expandDims(rings, 0)), 2, true);
  const change = tf.log(tf.maximum(tf.add(growth, 1), 0.05)) as tf.Tensor3D;
  const spread = tf.exp(tf.sub(tf.mul(tf.tanh(head('spread', 1)), 4), 3));
  const reach = tf.add(tf.sum(rings, 1, true), background);

  const touched = tf.minimum(around, 1);
  const [atSite, beside] = [
    tf.slice(touched, [0, 0], [-1, rules]),
    tf.slice(touched, [0, rules], [-1, rules]),
  ];
  const pull = head('pull', 2);
  const weighed = (name: string, k: number, of: tf.Tensor): tf.Tensor =>
    tf.mul(of, tf.add(p.get(`dyn/${name}`, [1, rules], 'zeros'), tf.slice(pull, [0, k], [-1, 1])));
  const gate = tf.add(
    tf.add(table('usualGate', rules), head('gate', rules)),
    tf.add(weighed('gateHere', 0, atSite), weighed('gateNear', 1, beside)),
  );
  const moved = tf.mul(atSite, p.get('dyn/deltaHere', [1, rules], 'zeros'));
  const delta = tf.add(tf.add(table('usualDelta', rules), head('delta', rules)), moved);
  return {
    latent: next as tf.Tensor2D,
    change,
    deviation: tf.add(tf.mul(spread, reach), 2e-5) as tf.Tensor2D,
    gate: gate as tf.Tensor2D,
    delta: delta as tf.Tensor2D,
  };
}

/** The numbers of sites after a step, whole numbers again, `[batch, rules]`. Has no gradient. */
export function countsAfter(counts: tf.Tensor, gate: tf.Tensor, delta: tf.Tensor): tf.Tensor {
  const open = tf.cast(tf.greater(gate, 0), 'float32');
  const moved = tf.add(counts, tf.mul(open, tf.round(delta)));
  return tf.minimum(tf.maximum(moved, 0), siteLimit);
}

/** Probability of each rule having a site after a step, `[batch, rules]`. Has no gradient. */
export function legalAfter(counts: tf.Tensor, gate: tf.Tensor, delta: tf.Tensor): tf.Tensor {
  const opens = tf.sigmoid(gate);
  const has = (of: tf.Tensor): tf.Tensor => tf.cast(tf.greater(of, 0.5), 'float32');
  const stays = has(counts);
  return tf.add(stays, tf.mul(opens, tf.sub(has(tf.add(counts, tf.round(delta))), stays)));
}

/** The totals that a latent stands for, `[batch, totals]`: what keeps latents from collapsing. */
export function totalsOf(p: Parameters, config: ModelConfig, latent: tf.Tensor2D): tf.Tensor {
  return dense(p, 'totals', latent, config.totals);
}
