import { CodedError } from '../../core';
import {
  type BackendName,
  type BackendOptions,
  backendLost,
  backendNames,
  chooseBackend,
  startBackend,
} from '../../nn';

/** A backend that training runs on. */
export interface RunningBackend {
  readonly name: BackendName;
  /** Milliseconds of a small training step on each that started. */
  readonly measured: Readonly<Partial<Record<BackendName, number>>>;
  /** Resolves with the reason when it goes away. */
  readonly lost: Promise<string>;
}

/** Where a run gets its backend from, and the next one when that goes away. */
export interface Backends {
  /** The fastest here, by a short measurement on the first call. */
  choose(): Promise<RunningBackend>;
  /** The fastest of those that have not failed. @throws CodedError BACKEND_LOST when none is left. */
  next(failed: BackendName): Promise<RunningBackend>;
}

export function createBackends(options: BackendOptions): Backends {
  const failed = new Set<BackendName>();
  let measured: RunningBackend['measured'] | null = null;
  const running = (name: BackendName): RunningBackend => ({
    name,
    measured: measured ?? {},
    lost: backendLost(),
  });
  const order = (): BackendName[] => {
    const times = measured ?? {};
    const left = (options.allowed ?? backendNames).filter((name) => !failed.has(name) && name in times);
    return left.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  };
  const startFirst = async (): Promise<RunningBackend> => {
    for (const name of order()) {
      if (await startBackend(name, options)) return running(name);
      failed.add(name);
    }
    throw new CodedError('BACKEND_LOST', 'no backend is left to train on');
  };
  return {
    choose: async () => {
      if (measured !== null) return startFirst();
      const choice = await chooseBackend(options);
      measured = choice.measured;
      return running(choice.name);
    },
    next: async (name) => {
      failed.add(name);
      return startFirst();
    },
  };
}
