import { dense, gatherRows, layerNorm, normalise, type Parameters, tf } from '../nn';
import type { ModelConfig } from './config';
import { binCount } from './twoHot';

/** How many numbers tell where an action's site lies. @see placeOf */
export const placeCount = 4;

/** Latent states of a batch, one for each member of the ensemble. */
export interface LatentBatch {
  /** `[members, batch, latent]`, normalised. */
  readonly latent: tf.Tensor3D;
  /** log(1 + sites) per rule, `[members, batch, rules]`. */
  readonly sites: tf.Tensor3D;
}

/** The actions of a batch. */
export interface ActionBatch {
  /** `[batch]`, int32. */
  readonly rule: tf.Tensor1D;
  /** Embedding of the site's anchor in the graph where the dream began; zeros where it is not known. `[batch, nodeWidth]`. */
  readonly site: tf.Tensor2D;
  /** `[batch, placeCount]`. */
  readonly place: tf.Tensor2D;
}

/** What a step leads to, `[members, batch, …]`. */
export interface StepBatch extends LatentBatch {
  /** Change of the log runtime, `[members, batch, 1]`. */
  readonly change: tf.Tensor3D;
  /** Logits over bins of the reward, `[members, batch, binCount]`. */
  readonly reward: tf.Tensor3D;
  /** Logits of each rule having a site, `[members, batch, rules]`. */
  readonly legal: tf.Tensor3D;
  /** Logit of nothing being legal any more, `[members, batch, 1]`. */
  readonly end: tf.Tensor3D;
}

/** log(1 + 1/2): half a site, where legal meets illegal. */
const halfSite = Math.log1p(0.5);
const sharpness = 8;

/** The same tensor for each member: [batch, n] → [members, batch, n]. */
export function forMembers(x: tf.Tensor2D, members: number): tf.Tensor3D {
  return tf.tile(tf.expandDims(x, 0), [members, 1, 1]) as tf.Tensor3D;
}

/**
 * One step of all members at once: a residual perceptron over the latent, the rule's embedding, the site and the
 * numbers of sites. The numbers of sites are carried beside the latent and changed by what is predicted, so that what
 * an action leaves alone stays exactly what it was.
 */
export function step(p: Parameters, config: ModelConfig, state: LatentBatch, action: ActionBatch): StepBatch {
  const { members, hidden, latent, rules, ruleWidth } = config;
  const rule = gatherRows(p.get('dyn/rules', [rules, ruleWidth], { normal: 0.5 }), action.rule);
  const known = forMembers(tf.concat([rule, action.site, action.place], 1) as tf.Tensor2D, members);
  const input = tf.concat([state.latent, state.sites, known], 2);
  const layer = (name: string, x: tf.Tensor): tf.Tensor =>
    tf.relu(layerNorm(p, `${name}/norm`, dense(p, name, x, hidden, { members })));
  const first = layer('dyn/first', input);
  const h = tf.add(first, layer('dyn/second', first));
  const head = (name: string, units: number): tf.Tensor3D =>
    dense(p, `dyn/${name}`, h, units, { members, init: 'zeros' }) as tf.Tensor3D;
  const next = normalise(
    tf.add(state.latent, dense(p, 'dyn/latent', h, latent, { members, init: { normal: 0.02 } })),
  ) as tf.Tensor3D;
  const usual = gatherRows(p.get('dyn/usual', [rules, rules], 'zeros'), action.rule);
  const sites = tf.relu(
    tf.add(state.sites, tf.add(forMembers(usual, members), head('sites', rules))),
  ) as tf.Tensor3D;
  const legal = tf.add(tf.mul(tf.sub(sites, halfSite), sharpness), head('legal', rules)) as tf.Tensor3D;
  return {
    latent: next,
    sites,
    change: tf.mul(head('change', 1), 0.1) as tf.Tensor3D,
    reward: head('reward', binCount),
    legal,
    end: head('end', 1),
  };
}

/** The totals that a latent stands for, `[members, batch, totals]`: what keeps latents from collapsing. */
export function totalsOf(p: Parameters, config: ModelConfig, latent: tf.Tensor3D): tf.Tensor {
  return dense(p, 'totals', latent, config.totals);
}

/** Which row of the list of the first graph's sites an action means, or -1, and its place as numbers. */
export interface Place {
  /** Index among the first graph's sites of this rule. */
  readonly index: number;
  /** Known or not, relative place, log(1 + sites) / 4, 1 / sites. */
  readonly features: readonly [number, number, number, number];
}

/**
 * Where site `site` of `count` lies among the `first` sites that the rule had where the dream began: sites keep their
 * topological order, so the relative place is what stays.
 */
export function placeOf(site: number, count: number, first: number): Place {
  const relative = (site + 0.5) / Math.max(1, count);
  const index = first > 0 ? Math.min(first - 1, Math.floor(relative * first)) : -1;
  return { index, features: [index < 0 ? 0 : 1, relative, Math.log1p(count) / 4, 1 / Math.max(1, count)] };
}
