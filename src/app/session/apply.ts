import { setSession } from '../stores/session';
import { connection } from './connection';
import { attempt } from './open';
import { pause, takeTrace } from './steps';

/** Applies one rewrite by hand after `step`: what followed is dropped, and the result with it. */
export const applyRewrite = (step: number, rewrite: string): Promise<void> =>
  attempt(async () => {
    pause();
    const steps = await connection().call('apply', { step, rewrite });
    setSession({ result: null });
    await takeTrace(steps, true);
  });
