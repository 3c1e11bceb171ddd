import { CodedError } from '../../core';
import type { StepView } from '../../workers/session/protocol';
import { getShared } from '../share/shared';
import { getSession, setSession } from '../stores/session';
import { setView } from '../stores/view';
import { connection, onConnect } from './connection';
import { attempt } from './open';
import { keepsOperatorTimes } from './operatorTimes';
import { ownRun } from './rival';
import { runSettings } from './settings';
import { takeTrace } from './steps';
import { undoable } from './undo';
import { forgetAfter, sameTrace } from './views';

/** Longer traces get so many figures at once; for the rest each step has a button. */
const MOST_STEPS = 64;

let sawStep = false;

onConnect((client) => {
  client.on('progress', (progress) => {
    // An engine may also be loaded for a single question: once it is there, nothing is left to be said of it.
    const over = progress.phase === 'done' && !getSession().running;
    setSession({ progress: over ? null : progress });
  });
  client.on('steps', (steps) => {
    // Before a model is opened, the worker rewrites the sample of the empty page.
    if (getSession().model === null) return;
    if (!sawStep && steps.length > 0) {
      sawStep = true;
      performance.mark('optimize:first-step');
    }
    void takeTrace(steps, getSession().running);
  });
  client.on('step', (step) => setSession(({ steps }) => ({ steps: withStep(steps, step) })));
  client.on('shares', ({ step, shares }) => {
    forgetAfter(-1);
    setSession(({ view }) => ({
      view:
        view === null || view.step !== step
          ? view
          : { ...view, nodes: view.nodes.map((node) => ({ ...node, share: shares[node.id] ?? node.share })) },
    }));
  });
  client.on('result', (result) => setSession({ result }));
});

/** What is still said of a trace that another one has taken the place of is not about these steps. */
const withStep = (steps: readonly StepView[], step: StepView): readonly StepView[] =>
  steps.map((old) =>
    old.step === step.step && old.rule === step.rule && old.site === step.site ? step : old,
  );

/** Searches, measures and confirms; progress, steps and the result arrive as events meanwhile. */
export async function optimize(): Promise<void> {
  const { target, model, running, result, rival: raced, steps } = getSession();
  if (model === null || target === null || running) return;
  // What a person made by hand, the agent is to beat.
  const theirs = (getShared()?.valid ?? 0) >= steps.length;
  const rival = result === null && !theirs ? ownRun(steps) : null;
  sawStep = false;
  performance.mark('optimize:start');
  setView({ selected: null });
  // At once: the worker may take its time to remember what was there before, and another run must not begin meanwhile.
  setSession({ running: true, stopping: false });
  await attempt(async () => {
    try {
      await undoable('Optimization', async () => {
        // Stop came before the worker had anything to stop.
        if (getSession().stopping)
          throw new CodedError('STOPPED', 'Stopped before anything was measured; the model is as it was.');
        setSession({ result: null, rival, operators: null, progress: null });
        const report = await connection()
          .call('optimize', {
            target,
            ...runSettings(location.search),
            agent: 'auto',
            standardOps: false,
            measureSteps: MOST_STEPS,
            keepTimes: getSession().source.kind === 'gallery' || keepsOperatorTimes(),
          })
          .catch((thrown: unknown) => {
            const now = getSession();
            // Where the trace is what it was, so is what the clock said of it.
            if (now.model === model && now.result === null && sameTrace(now.steps, steps))
              setSession({ result, rival: raced });
            throw thrown;
          });
        setSession({ result: report });
      });
    } finally {
      // That something had to wait for the run is over with it.
      setSession(({ error }) => ({
        running: false,
        stopping: false,
        progress: null,
        error: error?.code === 'BUSY' ? null : error,
      }));
      performance.mark('optimize:done');
    }
  });
}
