import type { Dataset } from '../../../src/env/episode';
import { ruleListHash, rules } from '../../../src/transforms';
import { loadModel, Trainer } from '../../../src/worldmodel';
import type { Judged } from './heldOut';

export interface TrainingTime {
  readonly kind: string;
  readonly backend: string;
  /** Windows of a batch, and steps of a window. */
  readonly batch: number;
  readonly unroll: number;
  readonly secondsPer1000Updates: number;
}

const warmUp = 2;
const updates = 10;

/** Seconds for 1,000 updates of each model with the batches that it was trained with, on copies. */
export async function trainingTimes(
  judged: readonly Judged[],
  datasets: readonly Dataset[],
): Promise<TrainingTime[]> {
  const episodes = datasets.flatMap((dataset) => dataset.episodes.slice(0, 8));
  const times: TrainingTime[] = [];
  for (const { bytes, provenance } of judged) {
    const { model } = loadModel(bytes, (length) => ruleListHash(rules, length));
    const { batch, unroll } = optionsOf(provenance);
    const trainer = new Trainer(model, episodes, {
      seed: 1,
      batch,
      unroll,
      learningRate: 1e-4,
      updates: 1000,
    });
    for (let i = 0; i < warmUp; i++) await trainer.update();
    const start = performance.now();
    for (let i = 0; i < updates; i++) await trainer.update();
    const secondsPer1000Updates = (performance.now() - start) / updates;
    times.push({ kind: model.kind, backend: 'wasm', batch, unroll, secondsPer1000Updates });
    trainer.dispose();
    model.dispose();
  }
  return times;
}

function optionsOf({ options }: Readonly<Record<string, unknown>>): {
  readonly batch: number;
  readonly unroll: number;
} {
  const sized = (x: unknown): number => (typeof x === 'number' && x > 0 ? x : 8);
  return typeof options === 'object' && options !== null && 'batch' in options && 'unroll' in options
    ? { batch: sized(options.batch), unroll: sized(options.unroll) }
    : { batch: 8, unroll: 8 };
}
