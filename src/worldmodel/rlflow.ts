import { assert, createRandom, must, type Random } from '../core';
import type { Episode } from '../env/episode';
import type { Observation } from '../env/observation';
import { Parameters, tf } from '../nn';
import { BatchedModel, type Pending } from './batchedModel';
import { type DreamBatch, emptyBatch, pastLimit } from './dreamBatch';
import type { Vocabulary } from './dreamgraph';
import { siteLimit } from './dynamics';
import { encode as encodeTensors } from './encoder';
import { disposeBatch, featureCounts, graphBatch, logSites, tinyGraph } from './graphBatch';
import { locate, placeCount } from './locate';
import type { LossWeights } from './lossTerms';
import { drawLatent } from './mixture';
import { disposeRlflowBatch, rlflowBatch } from './rlflowBatch';
import {
  allRepairs,
  type RlflowConfig,
  type RlflowRepairs,
  type RlflowSizes,
  rlflowSizes,
} from './rlflowConfig';
import { rlflowStep } from './rlflowDynamics';
import { latentTotals, type Recurrence, rlflowLossOf, rlflowWeights } from './rlflowLoss';
import { siteContexts } from './siteContexts';
import { startState } from './startState';
import type { Fit, TrainableModel } from './trainable';
import type { Window } from './windows';
import type { DreamState } from './worldModel';

const leastDeviation = 1e-4;

/**
 * RLFlow's world model (Parker, Alabed and Yoneki 2022, after Ha and Schmidhuber 2018): graph network, LSTM, mixture of
 * Gaussians over the next latent, heads for reward and end. Beyond the paper it says which rules will have how many sites,
 * so that its dreams need no engine. The defects of the published code are repaired, each on its own switch.
 */
export class RlflowModel extends BatchedModel implements TrainableModel {
  readonly kind = 'rlflow';
  readonly parameters: Parameters;
  intervalScale = 1.645;
  /** Divides the mixture's logits and multiplies its σ by the root: 0 is the likeliest, 1 as learned, more is wilder. */
  temperature = 1;
  /** Dreams side by side in the states that `encode` begins. */
  samples: number;
  private noise: Random;
  /** Where the last batch ended, for training without a reset. */
  private previous: Recurrence | null = null;

  constructor(
    readonly config: RlflowConfig,
    seed: number,
  ) {
    super();
    this.parameters = new Parameters(seed);
    this.samples = config.samples;
    this.noise = createRandom(seed).fork('dreams');
    this.rehearse(tinyGraph(config));
    tf.tidy(() => latentTotals(this.parameters, config, tf.zeros([1, config.latent])));
  }

  get rules(): number {
    return this.config.rules;
  }

  /** Makes the draws that follow those of this seed. */
  reseed(seed: number): void {
    this.noise = createRandom(seed).fork('dreams');
  }

  /** Carried by each sample: output and cell of the LSTM, then log(1 + sites). */
  private get carriedWidth(): number {
    return 2 * this.config.units + this.config.rules;
  }

  protected begin(observations: readonly Observation[]): Pending<DreamState[]> {
    const { config, parameters, samples } = this;
    const { latent, rules, units } = config;
    const batch = graphBatch(observations, config);
    const encoded = tf.tidy(() => encodeTensors(parameters, config, batch).latent);
    disposeBatch(batch);
    return {
      tensors: [encoded],
      read: ([latents = new Float32Array()]) =>
        observations.map((seen, k): DreamState => {
          const own = new Float32Array(samples * latent);
          const carried = new Float32Array(samples * this.carriedWidth);
          const sites = logSites(seen.counts, rules);
          for (let s = 0; s < samples; s++) {
            own.set(latents.subarray(k * latent, (k + 1) * latent), s * latent);
            carried.set(sites, s * this.carriedWidth + 2 * units);
          }
          const contexts = siteContexts(seen, rules, []);
          const start = { nodes: new Float32Array(), counts: seen.counts, anchors: seen.anchors, contexts };
          return startState(start, rules, own, samples, carried, samples);
        }),
    };
  }

  protected advance(
    batch: DreamBatch,
    rules: ArrayLike<number>,
    sites: ArrayLike<number>,
  ): Pending<DreamBatch> {
    const { config, parameters, temperature } = this;
    const { units, components, latent } = config;
    const { size, samples } = batch;
    const rows = size * samples;
    const rule = new Int32Array(rows);
    const place = new Float32Array(rows * placeCount);
    const acted = new Int32Array(size);
    for (let b = 0; b < size; b++) {
      const r = rules[b] ?? -1;
      assert(r >= 0 && r < config.rules, () => `rule ${r} is not among the ${config.rules} of the model`);
      const start = must(batch.starts[batch.startOf[b] ?? 0], 'start');
      const past = batch.past.subarray(b * pastLimit, (b + 1) * pastLimit);
      const depth = batch.depth[b] ?? 0;
      const where = locate(start, past, depth, r, sites[b] ?? 0, batch.counts[b * config.rules + r] ?? 0);
      acted[b] = where.site;
      for (let row = b * samples; row < (b + 1) * samples; row++) {
        rule[row] = r;
        place.set(where.features, row * placeCount);
      }
    }
    const { noise } = this;
    const drawn = (count: number, draw: () => number): Float32Array =>
      Float32Array.from({ length: count }, draw);
    const gumbel = drawn(rows * components, () => -Math.log(-Math.log(noise.next() + 1e-12) + 1e-12));
    const wanted = config.repairs.spread && temperature > 0;
    const normal = wanted ? drawn(rows * latent, () => noise.normal()) : new Float32Array(rows * latent);
    const tensors = tf.tidy(() => {
      const carried = tf.tensor2d(batch.carried, [rows, this.carriedWidth]);
      const part = (from: number, width: number): tf.Tensor2D =>
        tf.slice(carried, [0, from], [rows, width]) as tf.Tensor2D;
      const out = rlflowStep(parameters, config, {
        latent: tf.tensor2d(batch.latent, [rows, latent]),
        hidden: part(0, units),
        cell: part(units, units),
        sites: part(2 * units, config.rules),
        rule: tf.tensor1d(rule, 'int32'),
        place: tf.tensor2d(place, [rows, placeCount]),
      });
      const next = drawLatent(out.mixture, temperature, config.repairs.spread, {
        gumbel: tf.tensor2d(gumbel, [rows, components]),
        normal: tf.tensor2d(normal, [rows, latent]),
      });
      const perDream = (of: tf.Tensor): tf.Tensor =>
        tf.mean(tf.reshape(of, [size, samples, of.shape[1] ?? 1]), 1);
      const scalars = tf.concat([out.change, out.deviation, tf.sigmoid(out.end)], 1);
      const legal = perDream(tf.sigmoid(out.legal));
      return [next, tf.concat([out.hidden, out.cell, out.sites], 1), legal, perDream(out.sites), scalars];
    });
    return { tensors, read: (values) => this.advanced(batch, acted, values) };
  }

  private advanced(batch: DreamBatch, acted: Int32Array, values: readonly Float32Array[]): DreamBatch {
    const [latent, carried, legal, sites, scalars] = values as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const { samples, size, rules } = batch;
    const next: DreamBatch = {
      ...emptyBatch({ ...batch, latentWidth: 0, carriedWidth: 0, rules: 0 }, size),
      rules,
      latentWidth: batch.latentWidth,
      carriedWidth: batch.carriedWidth,
      startOf: batch.startOf,
      latent,
      carried,
      legal,
      counts: Uint16Array.from(legal, (p, i) =>
        p < 0.5 ? 0 : Math.max(1, Math.min(siteLimit, Math.round(Math.expm1(sites[i] ?? 0)))),
      ),
    };
    next.past.set(batch.past);
    for (let b = 0; b < size; b++) {
      const depth = batch.depth[b] ?? 0;
      next.past[b * pastLimit + (depth % pastLimit)] = acted[b] ?? -1;
      next.depth[b] = depth + 1;
      let [mean, variance, end] = [0, batch.variance[b] ?? 0, 0];
      for (let row = b * samples; row < (b + 1) * samples; row++) {
        const ratio = (batch.logRatios[row] ?? 0) + (scalars[3 * row] ?? 0);
        next.logRatios[row] = ratio;
        mean += ratio / samples;
        variance += (scalars[3 * row + 1] ?? 0) ** 2 / samples;
        end += (scalars[3 * row + 2] ?? 0) / samples;
      }
      let among = 0;
      for (let row = b * samples; row < (b + 1) * samples; row++)
        among += ((next.logRatios[row] ?? 0) - mean) ** 2 / Math.max(1, samples - 1);
      next.logRatio[b] = mean;
      next.variance[b] = variance;
      next.disagreement[b] = Math.sqrt(among);
      next.deviation[b] = Math.sqrt(variance + among + leastDeviation ** 2);
      next.reward[b] = (batch.logRatio[b] ?? 0) - mean;
      next.end[b] = end;
    }
    return next;
  }

  prepare(windows: readonly Window[], unroll: number, _random: Random, weights?: LossWeights): Fit {
    const { parameters, config } = this;
    const batch = rlflowBatch(windows, unroll, config);
    return {
      loss: () => {
        const from = config.repairs.resetState ? null : this.previous;
        const fits = from !== null && from.hidden.shape[0] === batch.size;
        const { last, ...parts } = rlflowLossOf(
          parameters,
          config,
          batch,
          fits ? from : null,
          weights ?? rlflowWeights,
        );
        if (!config.repairs.resetState) {
          const kept = { hidden: tf.keep(tf.clone(last.hidden)), cell: tf.keep(tf.clone(last.cell)) };
          this.forget();
          this.previous = kept;
        }
        return parts;
      },
      dispose: () => disposeRlflowBatch(batch),
    };
  }

  private forget(): void {
    this.previous?.hidden.dispose();
    this.previous?.cell.dispose();
    this.previous = null;
  }

  async prime(): Promise<void> {
    // Everything is learned, as in the paper.
  }

  async finish(episodes: readonly Episode[]): Promise<number> {
    const seen = new Set(episodes.flatMap(({ actions }) => actions.map(({ rule }) => rule)));
    return this.rules - [...seen].filter((rule) => rule < this.rules).length;
  }

  dispose(): void {
    this.forget();
    this.parameters.dispose();
  }
}

/** An untrained model for observations like this one. */
export function createRlflow(
  { rules, operators }: Vocabulary,
  like: Observation,
  seed: number,
  sizes: Partial<RlflowSizes> = {},
  repairs: Partial<RlflowRepairs> = {},
): RlflowModel {
  return new RlflowModel(
    {
      ...rlflowSizes,
      ...sizes,
      rules,
      operators,
      ...featureCounts(like),
      repairs: { ...allRepairs, ...repairs },
    },
    seed,
  );
}
