import { toErrorData } from '../../core';
import type { OperatorTimes } from '../../workers/session/operators/protocol';
import { getSession, setSession } from '../stores/session';
import { connection } from './connection';
import { save } from './download';

/** Profiles the original and a step of the trace, kernel by kernel. */
export async function measureOperators(step: number): Promise<void> {
  const { target, running, profiling } = getSession();
  if (target === null || running || profiling) return;
  setSession({ profiling: true, error: null });
  try {
    setSession({ operators: await connection().call('operators', { step, target }) });
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'RUNTIME_CRASHED') });
  } finally {
    setSession({ profiling: false });
  }
}

/** The profile as a file that Perfetto and chrome://tracing open. */
export function saveTrace({ trace }: OperatorTimes): void {
  const name = (getSession().model?.name ?? 'model').replace(/\.onnx$/, '');
  save(`${name}.trace.json`, new Blob([JSON.stringify(trace)], { type: 'application/json' }));
}
