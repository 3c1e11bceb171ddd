import { type Rolling, rollingSpeed } from '../../cli/evaluation/worldmodel/rolling';
import { createRandom } from '../../src/core';
import { randomPolicy } from '../../src/env/playRandomly';
import { type BackendName, backendLost, startBackend } from '../../src/nn';
import { browserBackends } from '../../src/nn/browserBackends';
import type { Backends, RunningBackend } from '../../src/workers/training/backends';
import { openCheckpointStore } from '../../src/workers/training/checkpointStore';
import { createTrainingHandler } from '../../src/workers/training/handler';
import { planOf } from '../../src/workers/training/plan';
import { openPlayground } from '../../src/workers/training/playground';
import type { BackendReport, TrainingSetup } from '../../src/workers/training/protocol';
import { loadModel } from '../../src/worldmodel';

async function bytesOf(name: string): Promise<Uint8Array> {
  const response = await fetch(`models/${name}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The first of these that starts, then the next: without the measurement by which the app chooses. */
function inOrder(names: readonly BackendName[]): Backends {
  const left = [...names];
  const start = async (): Promise<RunningBackend> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      if (await startBackend(name, browserBackends))
        return { name, measured: { [name]: 1 }, lost: backendLost() };
    }
    throw new Error('no backend is left');
  };
  return { choose: start, next: start };
}

export interface Trained {
  readonly backends: readonly BackendReport[];
  /** Numbers of the updates as they were told, one made again after the loss included. */
  readonly updates: readonly number[];
  readonly losses: readonly number[];
  readonly errors: readonly string[];
}

/** Trains on a gallery's model, backend after backend as each goes away; `onUpdate` hears of each update. */
async function trainOn(
  order: readonly BackendName[],
  model: string,
  total: number,
  onUpdate: (update: number) => void,
): Promise<Trained> {
  const [backends, updates, losses, errors]: [BackendReport[], number[], number[], string[]] = [
    [],
    [],
    [],
    [],
  ];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const methods = createTrainingHandler({
    emit: (event, data) => {
      // Names and data belong together, which the type of a union cannot say.
      const told = data as never;
      if (event === 'backend') backends.push(told);
      if (event === 'error') {
        errors.push((told as { message: string }).message);
        end();
      }
      if (event === 'updates') {
        const { first, loss } = told as { first: number; loss: readonly number[] };
        loss.forEach((value, i) => {
          updates.push(first + i);
          losses.push(value);
          onUpdate(first + i);
        });
      }
      if (event === 'state') {
        const { running, updates: done } = told as { running: boolean; updates: number };
        if (!running && done >= total) end();
      }
    },
    backends: inOrder(order),
    store: openCheckpointStore(),
    playground: openPlayground,
    plan: (kind, count, fineTuning) => ({
      ...planOf(kind, count, fineTuning),
      batch: 2,
      unroll: 2,
      firstEpisodes: 3,
      updatesPerEpisode: 2,
      checkEvery: 2,
      policySteps: 2,
      policyWidth: 4,
      mapStates: 8,
    }),
  });
  const setup: TrainingSetup = {
    kind: 'dreamgraph',
    model: { bytes: await bytesOf(model), costs: null },
    provider: 'wasm',
    start: await bytesOf('dreamgraph.dgck'),
    seed: 1,
    updates: total,
  };
  backends.push((await methods.open(setup)).backend);
  await methods.resume(null);
  await ended;
  await methods.close(null);
  return { backends, updates, losses, errors };
}

/** Imagined steps a second of a shipped world model; null where the backend does not start. */
async function imaginedSpeed(
  kind: 'dreamgraph' | 'rlflow',
  backend: BackendName,
  model: string,
  rolling: Rolling,
): Promise<number | null> {
  if (!(await startBackend(backend, browserBackends))) return null;
  const playground = openPlayground({
    model: { bytes: await bytesOf(model), costs: null },
    provider: 'wasm',
  });
  const world = loadModel(await bytesOf(`${kind}.dgck`), playground.ruleHash).model;
  const env = playground.environment(world.rules);
  const [random, play] = [createRandom(1), randomPolicy<ReturnType<typeof env.reset>>(0)];
  const observations = [];
  for (let [state, k] = [env.reset(), 0]; k < 12; k++) {
    observations.push(env.observe(state));
    const action = play(env, state, random);
    state = (action === null ? null : env.step(state, action)) ?? env.reset();
  }
  const speed = await rollingSpeed(world, await world.encode(observations), rolling);
  world.dispose();
  return speed;
}

/** What a backend of tfjs runs on here, as the browser names it; null: it is not there. */
async function deviceOf(backend: BackendName): Promise<string | null> {
  if (backend === 'webgpu') {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info === undefined
      ? null
      : [info.vendor, info.architecture, info.description].filter(Boolean).join(' ');
  }
  if (backend !== 'webgl') return 'CPU';
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : null;
}

export const learning = { trainOn, imaginedSpeed, deviceOf };
