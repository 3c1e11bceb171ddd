import { setSession } from '../stores/session';
import { connection } from './connection';
import { attempt } from './open';
import { rivalOfHand } from './rival';
import { pause, takeTrace } from './steps';
import { undoable } from './undo';

/**
 * Applies one rewrite by hand after `step`: what followed is dropped, and the result with it. A result that the agent
 * had stays as the one to beat.
 */
export const applyRewrite = (step: number, rewrite: string): Promise<void> =>
  attempt(() =>
    undoable('Rewrite', async () => {
      pause();
      const steps = await connection().call('apply', { step, rewrite });
      setSession((now) => ({ result: null, operators: null, rival: rivalOfHand(now) }));
      await takeTrace(steps, true);
    }),
  );
