import { create } from 'zustand';
import type { Progress } from '../../workers/session/protocol';

/** What of the runtime has arrived, as a sentence with megabytes; null while nothing is on its way. */
export const useLoading = create<{ readonly text: string | null }>()(() => ({ text: null }));

/** Takes down what the model worker says of loading its runtime. */
export function noteLoading({ phase, message, done, total }: Progress): void {
  if (phase !== 'loading-runtime') return;
  useLoading.setState({ text: total > 0 && done >= total ? null : message });
}

/** The runtime has answered, so it is there. */
export const loaded = (): void => useLoading.setState({ text: null });
