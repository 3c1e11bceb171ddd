import { create } from 'zustand';

/** A pause was asked for, and the piece of work under way has not ended yet. */
export const usePausing = create<{ readonly pausing: boolean }>()(() => ({ pausing: false }));

export const isPausing = (): boolean => usePausing.getState().pausing;

let count = 0;

/** Says that it pauses until `pause` has ended; of several, until the last one. */
export async function whilePausing(pause: () => Promise<void>): Promise<void> {
  const own = ++count;
  usePausing.setState({ pausing: true });
  try {
    await pause();
  } finally {
    if (own === count) usePausing.setState({ pausing: false });
  }
}

/** There is nothing any more that could pause. */
export function endPausing(): void {
  count++;
  usePausing.setState({ pausing: false });
}
