import * as tf from '@tensorflow/tfjs-core';
import type { NamedArray, Parameters } from './parameters';

export interface AdamOptions {
  readonly learningRate: number;
  /** Decoupled weight decay per step, as a share of the learning rate (AdamW). */
  readonly weightDecay?: number;
  /** Gradients are scaled down to at most this global norm. */
  readonly clipNorm?: number;
}

/** A loss and figures to report along with it. */
export interface LossParts {
  readonly loss: tf.Scalar;
  /** `[parts]`, not differentiated. */
  readonly parts: tf.Tensor1D;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Adam (Kingma & Ba 2015) for one set of parameters. All parameters are one flat vector here, so that an update is a
 * few large kernels instead of ten per parameter.
 */
export class Adam {
  private mean: tf.Variable | null = null;
  private square: tf.Variable | null = null;
  private steps = 0;

  constructor(
    private readonly parameters: Parameters,
    private readonly options: AdamOptions,
  ) {}

  /** One update; `rate` scales the learning rate (for schedules). Returns the loss and its parts, still on the device. */
  minimise(lossOf: () => LossParts, rate = 1): tf.Tensor1D {
    return tf.tidy(() => {
      let parts: tf.Tensor1D | null = null;
      const variables = this.parameters.list();
      const { value, grads } = tf.variableGrads(() => {
        const found = lossOf();
        parts = tf.keep(found.parts);
        return found.loss;
      }, variables);
      const flat = tf.concat1d(
        variables.map((v) => tf.reshape(grads[v.name] ?? tf.zeros(v.shape), [-1]) as tf.Tensor1D),
      );
      this.apply(variables, flat, rate);
      const kept = parts as tf.Tensor1D | null;
      const report = kept === null ? tf.reshape(value, [1]) : tf.concat([tf.reshape(value, [1]), kept]);
      kept?.dispose();
      return report as tf.Tensor1D;
    });
  }

  private apply(variables: tf.Variable[], gradient: tf.Tensor1D, rate: number): void {
    const { learningRate, weightDecay = 0, clipNorm = Number.POSITIVE_INFINITY } = this.options;
    this.mean ??= tf.variable(tf.zeros([gradient.size]), false);
    this.square ??= tf.variable(tf.zeros([gradient.size]), false);
    this.steps++;
    let g: tf.Tensor = gradient;
    if (Number.isFinite(clipNorm)) {
      const norm = tf.sqrt(tf.sum(tf.square(g)));
      g = tf.mul(g, tf.div(clipNorm, tf.maximum(norm, clipNorm)));
    }
    this.mean.assign(tf.add(tf.mul(this.mean, beta1), tf.mul(g, 1 - beta1)));
    this.square.assign(tf.add(tf.mul(this.square, beta2), tf.mul(tf.square(g), 1 - beta2)));
    const m = tf.div(this.mean, 1 - beta1 ** this.steps);
    const v = tf.div(this.square, 1 - beta2 ** this.steps);
    const step = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), learningRate * rate);
    const parts = tf.split(
      step as tf.Tensor1D,
      variables.map(({ size }) => size),
    );
    variables.forEach((variable, i) => {
      const decayed = weightDecay === 0 ? variable : tf.mul(variable, 1 - learningRate * rate * weightDecay);
      variable.assign(tf.sub(decayed, tf.reshape(parts[i] as tf.Tensor, variable.shape)));
    });
  }

  /** Its state, for a checkpoint that training goes on from. */
  async read(): Promise<NamedArray[]> {
    if (this.mean === null || this.square === null) return [];
    const array = async (name: string, v: tf.Variable): Promise<NamedArray> => ({
      name,
      shape: v.shape,
      values: Float32Array.from(await v.data()),
    });
    const steps = { name: 'adam/steps', shape: [1], values: Float32Array.of(this.steps) };
    return [await array('adam/mean', this.mean), await array('adam/square', this.square), steps];
  }

  /** Whether this is a state that `read` gave of these parameters; an empty one is that of before the first update. */
  static fits(arrays: readonly NamedArray[], parameters: Parameters): boolean {
    if (arrays.length === 0) return true;
    const { mean, square, steps } = stored(arrays);
    return (
      mean?.values.length === parameters.size &&
      square?.values.length === parameters.size &&
      square.values.every((v) => v >= 0) &&
      (steps?.values[0] ?? 0) >= 1
    );
  }

  /** @param arrays a state that fits */
  write(arrays: readonly NamedArray[]): void {
    this.dispose();
    const { mean, square, steps } = stored(arrays);
    if (mean === undefined || square === undefined) return;
    this.mean = tf.tidy(() => tf.variable(tf.tensor1d(mean.values), false));
    this.square = tf.tidy(() => tf.variable(tf.tensor1d(square.values), false));
    this.steps = steps?.values[0] ?? 0;
  }

  dispose(): void {
    this.mean?.dispose();
    this.square?.dispose();
    this.mean = null;
    this.square = null;
    this.steps = 0;
  }
}

function stored(arrays: readonly NamedArray[]) {
  const find = (name: string) => arrays.find((array) => array.name === name);
  return { mean: find('adam/mean'), square: find('adam/square'), steps: find('adam/steps') };
}
