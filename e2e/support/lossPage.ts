import { CodedError } from '../../src/core';
import { createDummyEnv, type DummyState } from '../../src/env/dummyEnv';
import { type BackendName, backendLost, startBackend, tf } from '../../src/nn';
import { browserBackends } from '../../src/nn/browserBackends';
import type { RunningBackend } from '../../src/workers/training/backends';
import { openCheckpointStore } from '../../src/workers/training/checkpointStore';
import { createTrainingHandler } from '../../src/workers/training/handler';
import type { BackendReport, UpdateBatch } from '../../src/workers/training/protocol';

/** A training so small that a software adapter gets through it. */
const plan = (_: string, updates: number) => ({
  updates,
  batch: 2,
  unroll: 1,
  learningRate: 1e-3,
  firstEpisodes: 4,
  episodes: 4,
  updatesPerEpisode: 4,
  episodeSteps: 2,
  checkEvery: 2,
  policySteps: 1,
  policyWidth: 2,
  mapStates: 2,
  mapNodes: 100,
});

export interface ThroughLoss {
  readonly backend: BackendReport | null;
  readonly state: { readonly running: boolean; readonly updates: number };
  /** Every loss by its update. */
  readonly losses: readonly number[];
  readonly errors: readonly string[];
}

/** Trains on WebGPU, takes its device away after the first checkpoint, and lets the training end where it will. */
export async function trainThroughLoss(): Promise<ThroughLoss> {
  const running = async (name: BackendName): Promise<RunningBackend> => {
    if (!(await startBackend(name, browserBackends)))
      throw new CodedError('PROVIDER_UNAVAILABLE', `${name} does not start`);
    return { name, measured: {}, lost: backendLost() };
  };
  const losses: number[] = [];
  const errors: string[] = [];
  let backend: BackendReport | null = null;
  let lose = (): void => {
    lose = () => undefined;
    const { device } = tf.backend() as unknown as { device: GPUDevice };
    device.destroy();
  };
  let rested = (_: ThroughLoss['state']): void => undefined;
  const rest = new Promise<ThroughLoss['state']>((resolve) => {
    rested = resolve;
  });
  const training = createTrainingHandler<DummyState>({
    emit: (event, data) => {
      if (event === 'updates') {
        const { first, loss } = data as UpdateBatch;
        loss.forEach((value, i) => {
          losses[first + i - 1] = value;
        });
      } else if (event === 'backend') backend = data as BackendReport;
      else if (event === 'error') errors.push((data as { message: string }).message);
      else if (event === 'checkpoint') lose();
      else if (event === 'state') {
        const state = data as ThroughLoss['state'];
        if (!state.running) rested(state);
      }
    },
    backends: { choose: () => running('webgpu'), next: () => running('wasm') },
    store: openCheckpointStore(),
    playground: () => ({
      vocabulary: { rules: 2, operators: 2 },
      ruleHash: (length) => `dummy ${length}`,
      environment: () => createDummyEnv(3),
    }),
    plan,
  });
  const model = { bytes: new Uint8Array(), costs: null };
  await training.open({ kind: 'dreamgraph', model, provider: 'wasm', start: null, seed: 1, updates: 6 });
  await training.resume(null);
  const state = await rest;
  await training.close(null);
  return { backend, state, losses, errors };
}
