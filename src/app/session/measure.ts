import { toErrorData } from '../../core';
import { getSession, setSession } from '../stores/session';
import { connection } from './connection';

/** A look at the clock takes about this long, in seconds. */
const SECONDS = 4;

/** Measures the graph at a step against the original, now. */
export async function measureStep(step: number): Promise<void> {
  const { target, running, measuring } = getSession();
  if (target === null || running || measuring !== null) return;
  setSession({ measuring: step, error: null });
  try {
    const measured = await connection().call('measure', { step, target, seconds: SECONDS });
    setSession(({ steps }) => ({
      steps: steps.map((old) => (old.step === step ? { ...old, measured } : old)),
    }));
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'RUNTIME_CRASHED') });
  } finally {
    setSession({ measuring: null });
  }
}
