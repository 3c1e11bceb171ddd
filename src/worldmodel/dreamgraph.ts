import type { Random } from '../core';
import type { Episode } from '../env/episode';
import type { Observation } from '../env/observation';
import { Parameters, tf } from '../nn';
import { BatchedModel, type Pending } from './batchedModel';
import { believe } from './belief';
import { type ModelConfig, type ModelSizes, standardSizes } from './config';
import type { Counted, Counting } from './counted';
import { type DreamBatch, emptyBatch, pastLimit } from './dreamBatch';
import { countsAfter, legalAfter, step as stepTensors, totalsOf } from './dynamics';
import { encode as encodeTensors } from './encoder';
import { disposeBatch, featureCounts, graphBatch, tinyGraph } from './graphBatch';
import { placeCount } from './locate';
import { lossOf, standardWeights } from './loss';
import type { LossWeights } from './lossTerms';
import { type PackedActions, packActions } from './packActions';
import { blankUnseenRules, priorsOf, ruleStatistics } from './priors';
import { ringCount, siteContexts } from './siteContexts';
import { startState } from './startState';
import type { Fit, TrainableModel } from './trainable';
import { disposeTrainingBatch, trainingBatch } from './trainingBatch';
import type { Window } from './windows';
import type { DreamStart, DreamState } from './worldModel';

/** Below this a reward's spread is rounding. */
const leastDeviation = 1e-4;

/**
 * The `dreamgraph` model: graph network, latent dynamics without reconstruction, whole numbers of sites behind gates, and
 * runtimes from what lies around the site, by an ensemble.
 */
export class DreamgraphModel extends BatchedModel implements TrainableModel, Counting {
  readonly kind = 'dreamgraph';
  readonly parameters: Parameters;
  /** Set by calibration on held-out episodes; that of a normal distribution until then. */
  intervalScale = 1.645;
  /** What is counted beside what is learned; null where nothing was. */
  counted: Counted | null = null;
  /** By what deviations are multiplied after so many steps, set by calibration; the last goes on. */
  widths: Float32Array = Float32Array.of(1);

  constructor(
    readonly config: ModelConfig,
    seed: number,
  ) {
    super();
    this.parameters = new Parameters(seed);
    this.build();
  }

  get rules(): number {
    return this.config.rules;
  }

  private build(): void {
    const { config } = this;
    this.rehearse(tinyGraph(config));
    tf.tidy(() => {
      totalsOf(this.parameters, config, tf.zeros([1, config.latent]));
    });
  }

  protected begin(observations: readonly Observation[]): Pending<DreamState[]> {
    const { config, parameters } = this;
    const { latent, rules, nodeWidth, members } = config;
    const batch = graphBatch(observations, config);
    const tensors = tf.tidy(() => {
      const encoded = encodeTensors(parameters, config, batch);
      return [encoded.latent, encoded.nodes] as tf.Tensor[];
    });
    disposeBatch(batch);
    const { offsets } = batch;
    return {
      tensors,
      read: ([latents = new Float32Array(), nodes = new Float32Array()]) =>
        observations.map((seen, k): DreamState => {
          const start: DreamStart = {
            nodes: nodes.slice((offsets[k] ?? 0) * nodeWidth, (offsets[k + 1] ?? 0) * nodeWidth),
            counts: seen.counts,
            anchors: seen.anchors,
            contexts: siteContexts(seen, rules),
          };
          const own = latents.slice(k * latent, (k + 1) * latent);
          return startState(start, rules, own, 1, new Float32Array(), members);
        }),
    };
  }

  protected advance(
    batch: DreamBatch,
    rules: ArrayLike<number>,
    sites: ArrayLike<number>,
  ): Pending<DreamBatch> {
    const { config, parameters } = this;
    const packed = packActions(batch, config, rules, sites, this.counted);
    const n = batch.size;
    const out = tf.tidy(() => {
      const counts = tf.tensor2d(new Float32Array(batch.counts), [n, config.rules]);
      const next = stepTensors(parameters, config, {
        latent: tf.tensor2d(batch.latent, [n, config.latent]),
        counts,
        rule: tf.tensor1d(packed.rule, 'int32'),
        site: tf.tensor2d(packed.site, [n, config.nodeWidth]),
        place: tf.tensor2d(packed.place, [n, placeCount]),
        rings: tf.tensor2d(packed.rings, [n, ringCount]),
        around: tf.tensor2d(packed.around, [n, 2 * config.rules]),
      });
      const changes = tf.transpose(tf.reshape(next.change, [config.members, n]));
      return [
        tf.clone(next.latent),
        countsAfter(counts, next.gate, next.delta),
        legalAfter(counts, next.gate, next.delta),
        changes,
        tf.clone(next.deviation),
      ];
    });
    return { tensors: out, read: (values) => this.advanced(batch, packed, values) };
  }

  private advanced(
    batch: DreamBatch,
    { acted, counted, trust }: PackedActions,
    values: readonly Float32Array[],
  ): DreamBatch {
    const [latent, counts, legal, changes, deviations] = values as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const { members, rules } = this.config;
    const next: DreamBatch = {
      ...emptyBatch({ ...batch, latentWidth: 0, rules: 0 }, batch.size),
      rules,
      latentWidth: batch.latentWidth,
      startOf: batch.startOf,
      latent,
      counts: new Uint16Array(counts),
      legal,
    };
    next.past.set(batch.past);
    for (let b = 0; b < batch.size; b++) {
      const depth = batch.depth[b] ?? 0;
      next.past[b * pastLimit + (depth % pastLimit)] = acted[b] ?? -1;
      next.depth[b] = depth + 1;
      const own = changes.subarray(b * members, (b + 1) * members);
      const doubt = believe(own, counted[b] ?? 0, trust[b] ?? 0);
      let mean = 0;
      for (let m = 0; m < members; m++) {
        const ratio = (batch.logRatios[b * members + m] ?? 0) + (own[m] ?? 0);
        next.logRatios[b * members + m] = ratio;
        mean += ratio / members;
      }
      let among = 0;
      for (let m = b * members; m < (b + 1) * members; m++)
        among += ((next.logRatios[m] ?? 0) - mean) ** 2 / Math.max(1, members - 1);
      const variance = (batch.variance[b] ?? 0) + (deviations[b] ?? 0) ** 2 + doubt;
      next.logRatio[b] = mean;
      next.variance[b] = variance;
      next.disagreement[b] = Math.sqrt(among);
      const width = this.widths[Math.min(depth, this.widths.length - 1)] ?? 1;
      next.deviation[b] = width * Math.sqrt(variance + among + leastDeviation ** 2);
      next.reward[b] = (batch.logRatio[b] ?? 0) - mean;
      let none = 1;
      for (let r = b * rules; r < (b + 1) * rules && none > 1e-3; r++) none *= 1 - (legal[r] ?? 0);
      next.end[b] = none;
    }
    return next;
  }

  prepare(windows: readonly Window[], unroll: number, random: Random, weights?: LossWeights): Fit {
    const { parameters, config } = this;
    const batch = trainingBatch(windows, unroll, config, random);
    const { nexts } = batch;
    const target = nexts === null ? null : tf.tidy(() => encodeTensors(parameters, config, nexts).latent);
    return {
      loss: () => lossOf(parameters, config, batch, target, weights ?? standardWeights),
      dispose: () => {
        disposeTrainingBatch(batch);
        target?.dispose();
      },
    };
  }

  async prime(episodes: readonly Episode[]): Promise<void> {
    const gate = (await this.parameters.read()).find(({ name }) => name === 'dyn/usualGate');
    if (gate?.values.some((value) => value !== 0)) return;
    this.parameters.write(priorsOf(this.config, ruleStatistics(episodes, this.config.rules)));
  }

  async finish(episodes: readonly Episode[]): Promise<number> {
    return blankUnseenRules(this.parameters, this.config.rules, episodes);
  }

  dispose(): void {
    this.parameters.dispose();
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
  const config = { ...standardSizes, ...sizes, rules, operators, ...featureCounts(like) };
  return new DreamgraphModel(config, seed);
}
