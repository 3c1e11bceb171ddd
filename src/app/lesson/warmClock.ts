import type { Sample } from './sample';
import { wasmTarget } from './wasmTarget';

/** Starts the runtime, so that the clock answers a first question soon. Failures wait until it is asked. */
export async function warmClock({ session }: Sample): Promise<void> {
  try {
    await session.call('warm', await wasmTarget(session));
  } catch {
    // The first question starts it again, and says what is wrong.
  }
}
