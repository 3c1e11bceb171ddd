import { useDreamTab } from '../dream/state';
import { connection } from '../session/connection';
import { getSession, type SessionState, setSession, useSession } from '../stores/session';
import { blankRun, getTraining, setTraining } from '../stores/training';
import { forgetTraining } from '../stores/worldModel';
import { baseName } from './base';
import { isClockAsked } from './isClockAsked';
import { endWorker, takeAsked, worker } from './trainingWorker';

// Training follows what is open and what is asked of the clock. To import it is enough.

/** Marks the graph on the canvas on the map. */
async function markPresent(): Promise<void> {
  const { run, map } = getTraining();
  const { model, step } = getSession();
  if (run !== 'open' || map === null || model === null) return;
  try {
    if (step === 0) {
      await worker().call('mark', null);
      return;
    }
    const [seen, start] = await Promise.all([
      connection().call('observe', { step }),
      connection().call('observe', { step: 0 }),
    ]);
    if (getSession().step === step)
      await worker().call('mark', { observation: seen.observation, relative: seen.ms / start.ms });
  } catch {
    // The trace was replaced meanwhile: the next step that is shown is marked.
  }
}

/** Training would disturb the clock, so it waits while that is asked, and goes on afterwards. */
function yieldToClock(): void {
  const { run, running, yielded } = getTraining();
  if (run !== 'open') return;
  const busy = isClockAsked();
  if (busy === yielded || (busy && !running)) return;
  setTraining({ yielded: busy });
  // A person's own pause alone cuts off what an agent still asks the clock: its answer would be lost to what it learns.
  const done = worker().call(busy ? 'pause' : 'resume', null);
  void done.catch(() => undefined);
}

/** What a run is of: an agent's of its graph and provider, which the clock answers for; a world model never asks the clock. */
function learnedOn({ model, target }: SessionState): string {
  return baseName({ model, target: getTraining().mode === 'agent' ? target : null });
}

/** Ends a run that is of another graph of this file; an agent's also with the provider. */
function endIfOther(now: SessionState, before: SessionState): void {
  if (getTraining().run === 'none' || learnedOn(now) === learnedOn(before)) return;
  endWorker();
  setTraining({ run: 'none', running: false, yielded: false, progress: null, kept: null, ...takeAsked() });
  setSession({ notice: 'Training ended: it was with other dimensions, outputs or another provider' });
}

useDreamTab.subscribe((now, before) => {
  if (now.busy?.what !== before.busy?.what) yieldToClock();
});

// What was learned of one model is not for another.
useSession.subscribe((now, before) => {
  if (now.model?.sha256 !== before.model?.sha256) {
    endWorker();
    setTraining({ ...blankRun, kept: null, keep: false, keepDeclined: false, ...takeAsked() });
    forgetTraining();
    return;
  }
  endIfOther(now, before);
  yieldToClock();
  if (now.step !== before.step || now.steps !== before.steps) void markPresent();
});
