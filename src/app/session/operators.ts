import type { OperatorTimes } from '../../workers/session/operators/protocol';
import { getSession, setSession } from '../stores/session';
import { askClock } from './askClock';
import { changeView } from './changeView';
import { connection } from './connection';
import { save } from './download';
import { sameGraph } from './sameGraph';
import { playable } from './views';

/** How long it takes to time the operators of a model and of a step, in words. */
export const timingTakes = 'about 10 s';

/**
 * Profiles the original and a step of the trace, kernel by kernel. For a step that cannot be played here stands the last one
 * that can, as on the canvas.
 */
export async function measureOperators(step: number): Promise<void> {
  const before = getSession();
  const played = Math.min(step, playable(before.steps));
  const { target, running, profiling } = before;
  if (target === null || running || profiling) return;
  setSession({ profiling: true });
  const operators = await askClock(() => connection().call('operators', { step: played, target }));
  setSession({ profiling: false });
  if (operators !== null && sameGraph(before, getSession(), step))
    setSession({ operators: { ...operators, step } });
}

/** Times the operators of the graph on the canvas, then colours its cards by their share. */
export async function showRuntimeShares(): Promise<void> {
  const { model, step, steps } = getSession();
  const shown = Math.min(step, playable(steps));
  await measureOperators(shown);
  const { model: now, operators } = getSession();
  if (now === model && operators?.step === shown)
    changeView('Colour by share of the runtime', { overlay: 'runtime' });
}

/** The profile as a file that Perfetto and chrome://tracing open. */
export function saveTrace({ trace }: OperatorTimes): void {
  const name = (getSession().model?.name ?? 'model').replace(/\.onnx$/, '');
  save(`${name}.trace.json`, new Blob([JSON.stringify(trace)], { type: 'application/json' }));
}
