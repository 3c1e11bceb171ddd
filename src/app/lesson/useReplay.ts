import { useMemo } from 'react';
import type { DreamStep } from '../../workers/dream/protocol';
import type { SessionClient } from '../../workers/session/client';
import type { Observed, Replay } from '../../workers/session/dream/protocol';
import { dreamKey } from '../dream/state';
import { useAsked } from '../panels/useAsked';
import type { Sample } from './sample';

/** A sample's graph as a world model sees it. */
export function useObservation(sample: Sample | null) {
  const key = sample === null ? null : `${sample.id} ${sample.model.sha256}`;
  const { value, error, stale } = useAsked(key, async () =>
    sample === null ? null : sample.session.call('observe', { step: 0 }),
  );
  return { observed: stale ? null : value, error };
}

/** A dream played on the real graph, up to its first illegal move; null while `steps` is. */
export function useReplay(
  session: SessionClient | null,
  observed: Observed | null,
  steps: readonly DreamStep[] | null,
) {
  const key =
    session === null || observed === null || steps === null || steps.length === 0
      ? null
      : `${observed.key} ${dreamKey(steps)}`;
  const { value, error, stale } = useAsked(key, async (): Promise<Replay | null> => {
    if (session === null || observed === null || steps === null) return null;
    const moves = steps.map(({ rule, site, among }) => ({ rule, site, among }));
    return session.call('replayDream', { step: observed.step, moves });
  });
  const replay = stale ? null : value;
  const legal = useMemo(() => replay?.steps.filter((step) => step.legal).length ?? null, [replay]);
  return { replay, legal, error };
}
