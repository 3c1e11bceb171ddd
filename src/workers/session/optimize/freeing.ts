import { createClock } from '../../../agent/clock';
import { type ShortenOptions, shorten, type TraceStep } from '../../../env/shorten';
import type { Candidate } from './findCandidates';

export interface Freed {
  readonly candidate: Candidate;
  readonly engineSteps: number;
}

/** Frees a candidate of steps without effect, as far as so many seconds allow; one that was freed before stays as it is. */
export type Freeing = (candidate: Candidate, seconds: number) => Promise<Freed>;

/** Seconds for a candidate that the clock moved to the front. */
export const freeingSeconds = 0.4;

/** How much dearer leaving a step out may make a graph, as a part. */
const tolerance = 3e-4;

/** @param options.estimate what a step must contribute to in order to stay */
export function createFreeing(
  options: Omit<ShortenOptions, 'tolerance' | 'stop'> & { readonly signal: AbortSignal },
): Freeing {
  const { base, signal } = options;
  const done = new WeakSet<readonly TraceStep[]>();
  return async (candidate, seconds) => {
    if (done.has(candidate.steps)) return { candidate, engineSteps: 0 };
    const clock = createClock({ seconds, signal });
    const stop = () => clock.tick();
    const { steps, engineSteps } = await shorten(candidate.steps, { ...options, tolerance, stop });
    done.add(steps);
    return { candidate: { ...candidate, steps, graph: steps.at(-1)?.graph ?? base }, engineSteps };
  };
}
