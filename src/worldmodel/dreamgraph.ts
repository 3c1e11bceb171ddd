import { assert, must } from '../core';
import type { Action } from '../env/environment';
import type { Observation } from '../env/observation';
import { Parameters, tf } from '../nn';
import { type ModelConfig, type ModelSizes, standardSizes } from './config';
import { placeCount, placeOf, step as stepTensors, totalsOf } from './dynamics';
import { encode as encodeTensors } from './encoder';
import { disposeBatch, type GraphBatch, graphBatch } from './graphBatch';
import { anchorRow } from './trainingBatch';
import { binCount, binValues } from './twoHot';
import type { DreamState, WorldModel } from './worldModel';

/** As many sites of a rule as an environment offers at most. */
const siteLimit = 200;
/** Below this a reward's spread is rounding. */
const leastDeviation = 1e-4;

/** The `dreamgraph` model: graph network, latent dynamics without reconstruction, an ensemble, rule slots kept apart. */
export class DreamgraphModel implements WorldModel {
  readonly kind = 'dreamgraph';
  readonly parameters: Parameters;
  /** Set by calibration on held-out episodes; that of a normal distribution until then. */
  intervalScale = 1.645;

  constructor(
    readonly config: ModelConfig,
    seed: number,
  ) {
    this.parameters = new Parameters(seed);
    this.build();
  }

  get rules(): number {
    return this.config.rules;
  }

  /** Runs everything once on a graph of two nodes, so that all parameters exist. */
  private build(): void {
    const { config } = this;
    const tiny: Observation = {
      operators: new Uint16Array(2),
      nodes: new Float32Array(2 * config.nodeFeatures),
      edges: Uint16Array.of(0, 1),
      edgeFeatures: new Float32Array(1),
      totals: new Float32Array(config.totals),
      counts: new Uint16Array(config.rules).fill(1, 0, 1),
      anchors: new Uint16Array(1),
    };
    const [state] = this.encodeSync([tiny]);
    this.stepSync([must(state, 'state')], [{ rule: 0, site: 0 }]);
    tf.tidy(() => totalsOf(this.parameters, config, tf.zeros([config.members, 1, config.latent])));
  }

  async encode(observations: readonly Observation[]): Promise<DreamState[]> {
    const { tensors, offsets } = this.encodeTensors(observations);
    const [latent, nodes] = await Promise.all(tensors.map((x) => x.data()));
    tf.dispose([...tensors]);
    return this.started(observations, offsets, latent as Float32Array, nodes as Float32Array);
  }

  encodeSync(observations: readonly Observation[]): DreamState[] {
    const { tensors, offsets } = this.encodeTensors(observations);
    const [latent, nodes] = tensors.map((x) => x.dataSync());
    tf.dispose([...tensors]);
    return this.started(observations, offsets, latent as Float32Array, nodes as Float32Array);
  }

  async step(states: readonly DreamState[], actions: readonly Action[]): Promise<DreamState[]> {
    if (states.length === 0) return [];
    const out = this.stepTensors(states, actions);
    const values = await out.data();
    out.dispose();
    return this.stepped(states, values as Float32Array);
  }

  stepSync(states: readonly DreamState[], actions: readonly Action[]): DreamState[] {
    if (states.length === 0) return [];
    const out = this.stepTensors(states, actions);
    const values = out.dataSync();
    out.dispose();
    return this.stepped(states, values as Float32Array);
  }

  dispose(): void {
    this.parameters.dispose();
  }

  private encodeTensors(observations: readonly Observation[]): {
    readonly tensors: readonly [tf.Tensor, tf.Tensor];
    readonly offsets: readonly number[];
  } {
    const batch: GraphBatch = graphBatch(observations, this.config);
    const [latent, nodes] = tf.tidy(() => {
      const encoded = encodeTensors(this.parameters, this.config, batch);
      return [encoded.latent, encoded.nodes] as tf.Tensor[];
    });
    disposeBatch(batch);
    return { tensors: [must(latent, 'latent'), must(nodes, 'nodes')], offsets: batch.offsets };
  }

  private started(
    observations: readonly Observation[],
    offsets: readonly number[],
    latents: Float32Array,
    nodes: Float32Array,
  ): DreamState[] {
    const { latent, members, rules, nodeWidth } = this.config;
    return observations.map(({ counts, anchors }, k): DreamState => {
      const own = new Float32Array(members * latent);
      const logSites = new Float32Array(members * rules);
      for (let m = 0; m < members; m++) {
        own.set(latents.subarray(k * latent, (k + 1) * latent), m * latent);
        for (let r = 0; r < rules; r++) logSites[m * rules + r] = Math.log1p(counts[r] ?? 0);
      }
      return {
        start: {
          nodes: nodes.slice((offsets[k] ?? 0) * nodeWidth, (offsets[k + 1] ?? 0) * nodeWidth),
          counts,
          anchors,
        },
        depth: 0,
        latent: own,
        logSites,
        legal: Float32Array.from({ length: rules }, (_, r) => ((counts[r] ?? 0) > 0 ? 1 : 0)),
        counts: counts.slice(0, rules),
        logRatios: new Float32Array(members),
        logRatio: 0,
        deviation: 0,
        disagreement: 0,
        variance: 0,
        reward: 0,
        end: counts.some((count) => count > 0) ? 0 : 1,
      };
    });
  }

  /** `[members, batch, latent + rules + rules + 4]`: latent, log sites, legal, change, reward's mean and variance, end. */
  private stepTensors(states: readonly DreamState[], actions: readonly Action[]): tf.Tensor {
    const { config } = this;
    const { latent, members, rules, nodeWidth } = config;
    const n = states.length;
    const latents = new Float32Array(members * n * latent);
    const logSites = new Float32Array(members * n * rules);
    const rule = new Int32Array(n);
    const site = new Float32Array(n * nodeWidth);
    const place = new Float32Array(n * placeCount);
    states.forEach((state, b) => {
      const action = must(actions[b], 'action');
      assert(action.rule < rules, () => `rule ${action.rule} is not among the ${rules} of the model`);
      rule[b] = action.rule;
      for (let m = 0; m < members; m++) {
        latents.set(state.latent.subarray(m * latent, (m + 1) * latent), (m * n + b) * latent);
        logSites.set(state.logSites.subarray(m * rules, (m + 1) * rules), (m * n + b) * rules);
      }
      const { counts, nodes } = state.start;
      const where = placeOf(action.site, state.counts[action.rule] ?? 0, counts[action.rule] ?? 0);
      place.set(where.features, b * placeCount);
      if (where.index < 0) return;
      const row = anchorRow(state.start, action.rule, where.index);
      site.set(nodes.subarray(row * nodeWidth, (row + 1) * nodeWidth), b * nodeWidth);
    });
    return tf.tidy(() => {
      const next = stepTensors(
        this.parameters,
        config,
        {
          latent: tf.tensor3d(latents, [members, n, latent]),
          sites: tf.tensor3d(logSites, [members, n, rules]),
        },
        {
          rule: tf.tensor1d(rule, 'int32'),
          site: tf.tensor2d(site, [n, nodeWidth]),
          place: tf.tensor2d(place, [n, placeCount]),
        },
      );
      const odds = tf.softmax(next.reward);
      const bins = tf.tensor(binValues as number[], [1, 1, binCount]);
      const mean = tf.sum(tf.mul(odds, bins), 2, true);
      const variance = tf.sum(tf.mul(odds, tf.square(tf.sub(bins, mean))), 2, true);
      const parts = [next.latent, next.sites, tf.sigmoid(next.legal), next.change, mean, variance];
      return tf.concat([...parts, tf.sigmoid(next.end)], 2);
    });
  }

  private stepped(states: readonly DreamState[], values: Float32Array): DreamState[] {
    const { latent, members, rules } = this.config;
    const n = states.length;
    const width = latent + 2 * rules + 4;
    return states.map((state, b): DreamState => {
      const next = new Float32Array(members * latent);
      const logSites = new Float32Array(members * rules);
      const legal = new Float32Array(rules);
      const logRatios = new Float32Array(members);
      const logCounts = new Float32Array(rules);
      let spread = 0;
      let end = 0;
      for (let m = 0; m < members; m++) {
        const row = (m * n + b) * width;
        next.set(values.subarray(row, row + latent), m * latent);
        logSites.set(values.subarray(row + latent, row + latent + rules), m * rules);
        for (let r = 0; r < rules; r++) {
          logCounts[r] = (logCounts[r] ?? 0) + (values[row + latent + r] ?? 0) / members;
          legal[r] = (legal[r] ?? 0) + (values[row + latent + rules + r] ?? 0) / members;
        }
        const rest = row + latent + 2 * rules;
        logRatios[m] = (state.logRatios[m] ?? 0) + (values[rest] ?? 0);
        spread += (values[rest + 2] ?? 0) / members;
        end += (values[rest + 3] ?? 0) / members;
      }
      const counts = Uint16Array.from(legal, (p, r) =>
        p < 0.5 ? 0 : Math.max(1, Math.min(siteLimit, Math.round(Math.expm1(logCounts[r] ?? 0)))),
      );
      const logRatio = logRatios.reduce((a, x) => a + x, 0) / members;
      const among = logRatios.reduce((a, x) => a + (x - logRatio) ** 2, 0) / Math.max(1, members - 1);
      const variance = state.variance + spread;
      return {
        start: state.start,
        depth: state.depth + 1,
        latent: next,
        logSites,
        legal,
        counts,
        logRatios,
        logRatio,
        deviation: Math.sqrt(variance + among + leastDeviation ** 2),
        disagreement: Math.sqrt(among),
        variance,
        reward: state.logRatio - logRatio,
        end,
      };
    });
  }
}

export interface Vocabulary {
  /** Length of the list of rules. */
  readonly rules: number;
  /** Length of the list of operators. */
  readonly operators: number;
}

/** An untrained model for observations like this one. */
export function createDreamgraph(
  { rules, operators }: Vocabulary,
  like: Observation,
  seed: number,
  sizes: Partial<ModelSizes> = {},
): DreamgraphModel {
  const nodeFeatures = like.nodes.length / Math.max(1, like.operators.length);
  const config = { ...standardSizes, ...sizes, rules, operators, nodeFeatures, totals: like.totals.length };
  return new DreamgraphModel(config, seed);
}
