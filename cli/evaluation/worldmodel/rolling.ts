import { createRandom, must } from '../../../src/core';
import { batchOf, type DreamBatch, type DreamState, type WorldModel } from '../../../src/worldmodel';

/** Dreams side by side. */
export const batchSizes = [1, 64, 1024] as const;

export interface Rolling {
  readonly size: number;
  /** Steps of one rollout. */
  readonly depth: number;
  readonly patienceMs: number;
}

/** Imagined steps a second: whole rollouts, the mask read and an action chosen in every row at every step. */
export async function rollingSpeed(
  model: WorldModel,
  starts: readonly DreamState[],
  { size, depth, patienceMs }: Rolling,
): Promise<number> {
  const begin = batchOf(Array.from({ length: size }, (_, i) => must(starts[i % starts.length], 'start')));
  // The first one compiles.
  await roll(model, begin, 1, 1);
  const start = performance.now();
  let steps = 0;
  for (let k = 0; performance.now() - start < patienceMs; k++) steps += await roll(model, begin, depth, k);
  return (1000 * steps) / (performance.now() - start);
}

async function roll(model: WorldModel, begin: DreamBatch, depth: number, seed: number): Promise<number> {
  const random = createRandom(seed);
  let batch = begin;
  let steps = 0;
  for (let k = 0; k < depth; k++) {
    const [rules, sites] = [new Int32Array(batch.size), new Int32Array(batch.size)];
    for (let b = 0; b < batch.size; b++) {
      const offset = b * batch.rules;
      const turn = random.int(batch.rules);
      for (let i = 0; i < batch.rules; i++) {
        const rule = (turn + i) % batch.rules;
        const count = batch.counts[offset + rule] ?? 0;
        if (count === 0) continue;
        rules[b] = rule;
        sites[b] = random.int(count);
        break;
      }
    }
    batch = await model.stepBatch(batch, rules, sites);
    steps += batch.size;
  }
  return steps;
}
