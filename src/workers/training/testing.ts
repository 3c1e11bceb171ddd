import { expect } from 'vitest';
import { CodedError } from '../../core';
import { createDummyEnv, type DummyState } from '../../env/dummyEnv';
import { type BackendName, startBackend } from '../../nn';
import type { Backends, RunningBackend } from './backends';
import { openCheckpointStore } from './checkpointStore';
import { createTrainingHandler, type HandlerSetup } from './handler';
import type { TrainingEvents, TrainingMethods, TrainingSetup } from './protocol';

export interface FakeBackends extends Backends {
  lose(): void;
}

/** For tests: backends whose device goes away when the test says so. */
function fakeBackends(order: readonly BackendName[]): FakeBackends {
  let lose: (reason: string) => void = () => undefined;
  let at = 0;
  const start = async (): Promise<RunningBackend> => {
    const name = order[at];
    if (name === undefined) throw new CodedError('BACKEND_LOST', 'no backend is left');
    expect(await startBackend(name)).toBe(true);
    const lost = new Promise<string>((resolve) => {
      lose = resolve;
    });
    return { name, measured: Object.fromEntries(order.map((known, i) => [known, i + 1])), lost };
  };
  return {
    choose: start,
    next: () => {
      at++;
      return start();
    },
    lose: () => lose('the device was taken away'),
  };
}

/** Everything that a training said, by its kind. */
export type Heard = { [K in keyof TrainingEvents]: TrainingEvents[K][] };

export interface Trainee extends TrainingMethods {
  readonly heard: Heard;
  readonly backends: FakeBackends;
  /** Resolves when `test` holds for what was heard. */
  until(test: (heard: Heard) => boolean): Promise<void>;
  /** Resolves when it has paused or is through. */
  rest(): Promise<void>;
}

export interface TraineeSetup
  extends Partial<Pick<HandlerSetup<DummyState>, 'store' | 'plan' | 'agentPlan'>> {
  /** How long the chain of `up` is that leads to the valley. */
  readonly length: number;
  readonly order?: readonly BackendName[];
  readonly onMeasure?: (request: TrainingEvents['measure'], methods: TrainingMethods) => void;
}

/** For tests: the training worker's methods on the dummy environment, which remember what they said. */
export function trainee({ length, order = ['wasm'], onMeasure, ...setup }: TraineeSetup): Trainee {
  const heard: Heard = {
    progress: [],
    episode: [],
    updates: [],
    evaluation: [],
    map: [],
    backend: [],
    checkpoint: [],
    state: [],
    error: [],
    practice: [],
    round: [],
    measure: [],
    agent: [],
    unkept: [],
  };
  let listeners: (() => void)[] = [];
  const backends = fakeBackends(order);
  const methods = createTrainingHandler<DummyState>({
    store: openCheckpointStore(),
    ...setup,
    emit: (event, data) => {
      (heard[event] as unknown[]).push(data);
      if (event === 'measure') onMeasure?.(data as TrainingEvents['measure'], methods);
      for (const listener of listeners) listener();
    },
    backends,
    playground: () => ({
      base: `dummy ${length}`,
      vocabulary: { rules: 2, operators: 2 },
      ruleHash: (rules) => `dummy ${rules}`,
      environment: () => createDummyEnv(length),
    }),
  });
  const until = (test: (heard: Heard) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const listener = (): void => {
        if (!test(heard)) return;
        listeners = listeners.filter((one) => one !== listener);
        resolve();
      };
      listeners.push(listener);
      listener();
    });
  return {
    ...methods,
    heard,
    backends,
    until,
    rest: () => until(({ state }) => state.at(-1)?.running === false),
  };
}

/** For tests: what a training of a model without contents is opened with. */
export const trainingSetup = (updates: number, seed = 1): TrainingSetup => ({
  kind: 'dreamgraph',
  model: { bytes: new Uint8Array(), costs: null },
  provider: 'wasm',
  start: null,
  seed,
  updates,
});
