import { useEffect, useState } from 'react';
import { type ErrorData, toErrorData } from '../../core';
import type { DreamParams, Fan } from '../../workers/dream/protocol';
import { askDream } from './connection';

export interface Dreamed {
  /** The last answer; it stays until the next one is there, so that nothing flickers. */
  readonly fan: Fan | null;
  readonly error: ErrorData | null;
}

/**
 * Dreams whenever what is asked for changes, at once: the worker gives up an earlier request as soon as a later one is
 * there. Null asks nothing and keeps what there is.
 */
export function useFan(params: DreamParams | null): Dreamed {
  const [dreamed, setDreamed] = useState<Dreamed & { readonly start: string | null }>({
    fan: null,
    error: null,
    start: null,
  });
  const key = params === null ? null : JSON.stringify(params);
  useEffect(() => {
    if (key === null) return;
    const asked = JSON.parse(key) as DreamParams;
    let wanted = true;
    // Several changes within one frame are one question.
    const frame = requestAnimationFrame(() => {
      askDream(asked).then(
        (fan) => {
          if (wanted && fan !== null) setDreamed({ fan, error: null, start: asked.start });
        },
        (thrown: unknown) => {
          if (wanted)
            setDreamed({ fan: null, error: toErrorData(thrown, 'WORKER_FAILED'), start: asked.start });
        },
      );
    });
    return () => {
      wanted = false;
      cancelAnimationFrame(frame);
    };
  }, [key]);
  // Dreams of another state must not pass for those of this one.
  if (params !== null && (dreamed.start !== params.start || dreamed.fan?.kind !== params.kind))
    return { fan: null, error: dreamed.start === params.start ? dreamed.error : null };
  return dreamed;
}
