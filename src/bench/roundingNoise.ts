import { createRandom } from '../core';
import { compareOutput } from './compareTensors';
import { fromNumbers, type HostTensor, isPassable, type TensorMap, toDoubles } from './hostTensor';
import { EPSILON } from './tolerance';

/**
 * The same inputs, each floating-point number moved by one rounding of its type, up or down as the seed has it. Every later
 * rounding of a model then falls anew, so that what its outputs move by is what its own roundings make of them.
 */
export function movedByRounding(feeds: TensorMap, seed: number): TensorMap {
  return new Map([...feeds].map(([name, tensor]) => [name, moved(tensor, name, seed)]));
}

function moved(tensor: HostTensor, name: string, seed: number): HostTensor {
  const { dtype } = tensor;
  const epsilon = EPSILON[dtype];
  if (epsilon === undefined || !isPassable(dtype)) return tensor;
  const random = createRandom(seed).fork(`rounding:${name}`);
  const values = toDoubles(tensor).map((x) => x * (1 + (random.next() < 0.5 ? -epsilon : epsilon)));
  return { ...tensor, bytes: fromNumbers(dtype, values) };
}

/**
 * The largest difference between two runs' floating-point outputs, as a part of the scale of the values around it.
 * @param bounded outputs that are compared as numbers between −1 and 1
 */
export function roundingNoise(outputs: TensorMap, others: TensorMap, bounded: ReadonlySet<string>): number {
  let largest = 0;
  for (const [name, tensor] of outputs) {
    const other = others.get(name);
    if (other === undefined || EPSILON[tensor.dtype] === undefined) continue;
    const about = { derived: false, bounded: bounded.has(name) };
    const { maxRel } = compareOutput(name, tensor, other, Number.POSITIVE_INFINITY, about);
    if (Number.isFinite(maxRel)) largest = Math.max(largest, maxRel);
  }
  return largest;
}
