import type { RewriteMeasured, StepView } from '../../workers/session/protocol';
import { targetWords } from '../share/words';
import { getSession, setSession } from '../stores/session';
import { askClock } from './askClock';
import { clockTarget } from './clockTarget';
import { connection } from './connection';
import { sameGraph } from './sameGraph';

/** A look at the clock takes about this long, in seconds. */
const SECONDS = 4;

/** Measures what a legal rewrite would do to the graph at a step; null when there is no figure, and the page then says why. */
export async function measureRewrite(step: number, rewrite: string): Promise<RewriteMeasured | null> {
  const { target, running, measuring } = getSession();
  if (target === null || running || measuring !== null) return null;
  setSession({ measuring: step, measuringRewrite: rewrite });
  const measured = await askClock(() =>
    connection().call('measureRewrite', { step, rewrite, target, seconds: SECONDS }),
  );
  setSession({ measuring: null, measuringRewrite: null });
  return measured;
}

/** Measures the graph at a step against the original, now. @returns whether there is a figure */
export async function measureStep(step: number): Promise<boolean> {
  const before = getSession();
  const { running, measuring } = before;
  const target = clockTarget(before);
  if (target === null || running || measuring !== null) return false;
  setSession({ measuring: step });
  const looked = await askClock(() => connection().call('measure', { step, target, seconds: SECONDS }));
  setSession({ measuring: null });
  if (looked === null) return false;
  const { fellBack, ...measured } = looked;
  const now = getSession();
  const same = sameGraph(before, now, step);
  // The worker has taken back by now what was measured on another target.
  const gone = same && before.steps.some((old, i) => old.measured !== null && isWithout(now.steps[i]));
  const notice =
    fellBack ??
    (target !== before.target ? `Measured on ${targetWords(target)}, as the result was` : null) ??
    (gone ? 'Figures of another target are gone: they have another original' : null);
  setSession({
    ...(same ? { steps: now.steps.map((old) => (old.step === step ? { ...old, measured } : old)) } : {}),
    ...(notice === null ? {} : { notice }),
  });
  return true;
}

const isWithout = (step: StepView | undefined): boolean => step?.measured === null;
