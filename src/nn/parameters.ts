import * as tf from '@tensorflow/tfjs-core';
import { assert, createRandom, must } from '../core';

/** `fan-in`: normal with variance 1/inputs, the second-to-last axis being the inputs. */
export type Initialiser = 'zeros' | 'ones' | 'fan-in' | { readonly normal: number };

/** A parameter's name, shape and values on the CPU. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The trainable tensors of one model, by name; made on first use, from a seed. Dispose it in the end. */
export class Parameters {
  private readonly byName = new Map<string, tf.Variable>();
  private isDisposed = false;

  constructor(private readonly seed: number) {}

  /** The parameter of this name; created when it is asked for first. Asserts that its shape stays the same. */
  get<R extends tf.Rank>(name: string, shape: readonly number[], init: Initialiser = 'fan-in'): tf.Tensor<R> {
    // Made anew it would be random, and nobody would dispose it.
    assert(!this.isDisposed, () => `parameter ${name} is asked for after its model was disposed`);
    let variable = this.byName.get(name);
    if (variable === undefined) {
      const values = initialValues(this.seed, name, shape, init);
      variable = tf.tidy(() => tf.variable(tf.tensor(values, [...shape], 'float32')));
      this.byName.set(name, variable);
    }
    assert(
      variable.shape.length === shape.length && variable.shape.every((n, i) => n === shape[i]),
      () => `parameter ${name} has shape [${variable?.shape}], not [${shape}]`,
    );
    return variable as unknown as tf.Tensor<R>;
  }

  /** In the order in which they were made. */
  list(): tf.Variable[] {
    return [...this.byName.values()];
  }
  /** Name and shape of each. */
  shapes(): [string, readonly number[]][] {
    return [...this.byName].map(([name, { shape }]) => [name, shape]);
  }
  get size(): number {
    return this.list().reduce((sum, { size }) => sum + size, 0);
  }

  async read(): Promise<NamedArray[]> {
    return Promise.all(
      [...this.byName].map(async ([name, variable]) => ({
        name,
        shape: variable.shape,
        values: Float32Array.from(await variable.data()),
      })),
    );
  }

  /** Takes over stored values; parameters that do not exist yet are made. */
  write(arrays: readonly NamedArray[]): void {
    for (const { name, shape, values } of arrays) {
      this.get(name, shape, 'zeros');
      const variable = must(this.byName.get(name), name);
      tf.tidy(() => variable.assign(tf.tensor(values, [...shape], 'float32')));
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const variable of this.byName.values()) variable.dispose();
    this.byName.clear();
  }
}

/** Each parameter has a random sequence of its own, so that adding one changes no other. */
function initialValues(
  seed: number,
  name: string,
  shape: readonly number[],
  init: Initialiser,
): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (init === 'zeros' || init === 'ones') return new Float32Array(size).fill(init === 'ones' ? 1 : 0);
  const deviation = init === 'fan-in' ? 1 / Math.sqrt(Math.max(1, shape.at(-2) ?? 1)) : init.normal;
  const random = createRandom(seed).fork(name);
  return Float32Array.from({ length: size }, () => deviation * random.normal());
}
