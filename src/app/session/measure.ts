import { toErrorData } from '../../core';
import type { RewriteMeasured } from '../../workers/session/protocol';
import { getSession, setSession } from '../stores/session';
import { connection } from './connection';

/** A look at the clock takes about this long, in seconds. */
const SECONDS = 4;

/** Measures what a legal rewrite would do to the graph at a step; null when that failed, which the banner then says. */
export async function measureRewrite(step: number, rewrite: string): Promise<RewriteMeasured | null> {
  const { target, running, measuring } = getSession();
  if (target === null || running || measuring !== null) return null;
  setSession({ measuring: step, measuringRewrite: rewrite, error: null });
  try {
    return await connection().call('measureRewrite', { step, rewrite, target, seconds: SECONDS });
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'RUNTIME_CRASHED') });
    return null;
  } finally {
    setSession({ measuring: null, measuringRewrite: null });
  }
}

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
