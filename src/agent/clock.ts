import type { SearchOptions, StopReason } from './search';

/** How long a search may hold its thread before it lets messages (Stop among them) in, in milliseconds. */
const SLICE = 12;

/** Keeps a search within its time and open to Stop. */
export interface Clock {
  /** Lets the event loop turn when the slice is used up; true when the search must end. */
  tick(): Promise<boolean>;
  /** Why the search must end; null while it need not. */
  reason(): StopReason | null;
}

type Limits = Pick<SearchOptions, 'seconds' | 'signal' | 'steps'>;

export function createClock({ seconds, signal, steps }: Limits): Clock {
  const start = performance.now();
  let slice = start;
  const reason = (): StopReason | null => {
    if (signal?.aborted) return 'stopped';
    if (steps !== undefined && steps.left <= 0) return 'time';
    return performance.now() - start > seconds * 1000 ? 'time' : null;
  };
  return {
    reason,
    tick: async () => {
      if (performance.now() - slice > SLICE) {
        await turn();
        slice = performance.now();
      }
      const over = reason() !== null;
      if (!over && steps !== undefined) steps.left--;
      return over;
    },
  };
}

/** One turn of the event loop; unlike a zero timeout, it is not clamped to 4 ms. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
