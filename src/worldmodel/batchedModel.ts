import { must } from '../core';
import type { Action } from '../env/environment';
import type { Observation } from '../env/observation';
import { tf } from '../nn';
import { batchOf, type DreamBatch, stateOf } from './dreamBatch';
import type { DreamState, WorldModel } from './worldModel';

/** A forward pass whose result is still on the device, and what it means once it is read. */
export interface Pending<T> {
  readonly tensors: readonly tf.Tensor[];
  readonly read: (values: readonly Float32Array[]) => T;
}

/** What all world models share: reading results with or without waiting, and states one by one on top of batches. */
export abstract class BatchedModel implements WorldModel {
  abstract readonly kind: string;
  abstract readonly rules: number;
  abstract readonly intervalScale: number;
  abstract dispose(): void;
  /** The first imagined states of real ones. */
  protected abstract begin(observations: readonly Observation[]): Pending<DreamState[]>;
  protected abstract advance(
    batch: DreamBatch,
    rules: ArrayLike<number>,
    sites: ArrayLike<number>,
  ): Pending<DreamBatch>;

  /** Goes through everything once, so that all parameters exist. */
  protected rehearse(observation: Observation): void {
    const [state] = unread(this.begin([observation]));
    unread(this.advance(batchOf([must(state, 'state')]), ...chosen([{ rule: 0, site: 0 }])));
  }

  async encode(observations: readonly Observation[]): Promise<DreamState[]> {
    return observations.length === 0 ? [] : wait(this.begin(observations));
  }
  encodeSync(observations: readonly Observation[]): DreamState[] {
    return observations.length === 0 ? [] : now(this.begin(observations));
  }
  async stepBatch(
    batch: DreamBatch,
    rules: ArrayLike<number>,
    sites: ArrayLike<number>,
  ): Promise<DreamBatch> {
    return batch.size === 0 ? batch : wait(this.advance(batch, rules, sites));
  }
  stepBatchSync(batch: DreamBatch, rules: ArrayLike<number>, sites: ArrayLike<number>): DreamBatch {
    return batch.size === 0 ? batch : now(this.advance(batch, rules, sites));
  }
  async step(states: readonly DreamState[], actions: readonly Action[]): Promise<DreamState[]> {
    if (states.length === 0) return [];
    return apart(await this.stepBatch(batchOf(states), ...chosen(actions)));
  }
  stepSync(states: readonly DreamState[], actions: readonly Action[]): DreamState[] {
    if (states.length === 0) return [];
    return apart(this.stepBatchSync(batchOf(states), ...chosen(actions)));
  }
}

/**
 * A forward pass for the parameters that it makes on its way; what it computes is not read, and zeros stand for it. Waiting
 * is impossible in a constructor, and Chromium's GPU process died of a read without waiting (tfjs 4.22, software adapter).
 */
function unread<T>({ tensors, read }: Pending<T>): T {
  const zeros = tensors.map((x) => new Float32Array(x.size));
  tf.dispose([...tensors]);
  return read(zeros);
}

const apart = (batch: DreamBatch): DreamState[] =>
  Array.from({ length: batch.size }, (_, b) => stateOf(batch, b));

const chosen = (actions: readonly Action[]): [Int32Array, Int32Array] => [
  Int32Array.from(actions, ({ rule }) => rule),
  Int32Array.from(actions, ({ site }) => site),
];

async function wait<T>({ tensors, read }: Pending<T>): Promise<T> {
  const values = await Promise.all(tensors.map((x) => x.data()));
  tf.dispose([...tensors]);
  return read(values as Float32Array[]);
}

function now<T>({ tensors, read }: Pending<T>): T {
  const values = tensors.map((x) => x.dataSync());
  tf.dispose([...tensors]);
  return read(values as Float32Array[]);
}
