import { useEffect, useState } from 'react';
import { type ErrorData, toErrorData } from '../../core';

export interface Asked<T> {
  /** The last answer; it stays until the next one is there, so that nothing flickers. */
  readonly value: T | null;
  readonly error: ErrorData | null;
  /** The answer belongs to an earlier question. */
  readonly stale: boolean;
}

/** Asks the worker a question whenever `key` changes; `null` asks nothing. Answers that come too late are dropped. */
export function useAsked<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ key: string; value: T | null; error: ErrorData | null } | null>(
    null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the question depends on
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    ask().then(
      (value) => wanted && setAnswer({ key, value, error: null }),
      (thrown: unknown) =>
        wanted && setAnswer({ key, value: null, error: toErrorData(thrown, 'WORKER_FAILED') }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  if (key === null || answer === null) return { value: null, error: null, stale: true };
  return { value: answer.value, error: answer.error, stale: answer.key !== key };
}
