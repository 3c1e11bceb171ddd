import { modelBytes, specialised } from '../../../perf/models';
import { analyticEstimator, environmentOf } from '../../../scripts/recording/play';
import { createRandom } from '../../../src/core';
import type { Dataset } from '../../../src/env/episode';
import { randomPolicy } from '../../../src/env/playRandomly';
import { type BackendName, backendNames, startBackend } from '../../../src/nn';
import { RlflowModel, type WorldModel } from '../../../src/worldmodel';
import { batchSizes, rollingSpeed } from './rolling';

/** Steps a second of one way to make them. */
export interface Speed {
  readonly what: string;
  readonly backend: string;
  /** Dreams side by side; 1 for the engine. */
  readonly batch: number;
  readonly stepsPerSecond: number;
}

const patienceMs = 1500;

/** Imagined steps a second: whole rollouts, the mask read and an action chosen in every row at every step. */
export async function imaginedSpeeds(
  models: readonly WorldModel[],
  datasets: readonly Dataset[],
): Promise<Speed[]> {
  const firsts = datasets.flatMap(({ episodes: [episode] }) => episode?.states[0] ?? []).slice(0, 12);
  const speeds: Speed[] = [];
  for (const backend of backendNames as readonly BackendName[]) {
    if (!(await startBackend(backend))) continue;
    // Plain JavaScript takes minutes for the largest batch, and longer rollouts say no more.
    const [sizes, depth] = backend === 'cpu' ? [batchSizes.slice(0, 2), 1] : [batchSizes, 4];
    for (const model of models) {
      if (model instanceof RlflowModel) model.samples = 1;
      const starts = await model.encode(firsts);
      for (const size of sizes) {
        const stepsPerSecond = await rollingSpeed(model, starts, { size, depth, patienceMs });
        speeds.push({ what: model.kind, backend, batch: size, stepsPerSecond });
        console.error(`${model.kind}, ${backend}, ${size}: ${stepsPerSecond.toFixed(0)} steps a second`);
      }
      if (model instanceof RlflowModel) model.samples = model.config.samples;
    }
  }
  await startBackend('wasm');
  return speeds;
}

/** Steps a second of the real engine, legal sites and the estimated runtime of every state included. */
export function engineSpeeds(names: readonly string[]): Speed[] {
  return names.flatMap((name): Speed[] => {
    const bytes = modelBytes(name);
    if (bytes === null) return [];
    const estimator = analyticEstimator();
    const env = environmentOf(specialised(bytes), estimator);
    const random = createRandom(1);
    const play = randomPolicy<ReturnType<typeof env.reset>>(0);
    const run = (limitMs: number): number => {
      const start = performance.now();
      let steps = 0;
      let state = env.reset();
      while (performance.now() - start < limitMs) {
        const action = play(env, state, random);
        const next = action === null ? null : env.step(state, action);
        steps++;
        if (next !== null) env.cost(next);
        state = next === null || steps % 20 === 0 ? env.reset() : next;
      }
      return (1000 * steps) / (performance.now() - start);
    };
    run(300);
    return [{ what: `engine, ${name}`, backend: 'CPU', batch: 1, stepsPerSecond: run(patienceMs) }];
  });
}

/** Graphs a second through the clock, as the datasets of measured graphs say. */
export const measuredSpeeds = (datasets: readonly Dataset[]): Speed[] =>
  datasets.flatMap(({ provenance: { models, secondsPerGraph } }) =>
    secondsPerGraph === undefined
      ? []
      : [
          {
            what: `engine and measuring, ${models.map(({ name }) => name).join('+')}`,
            backend: 'CPU',
            batch: 1,
            stepsPerSecond: 1 / secondsPerGraph,
          },
        ],
  );
