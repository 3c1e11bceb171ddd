import type { ErrorData } from '../../core';
import type { LoadedWorldModel, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { useAsked } from '../panels/useAsked';
import { worldModelVersion } from '../session/worldModel';
import { useWorldModel } from '../stores/worldModel';
import { readyDream } from './connection';
import { originOf } from './origin';
import { useDreamTab } from './state';

/** Makes a kind of model ready to dream of a state; what it is, or why it cannot. Null for `observed` asks nothing. */
export function useReady(
  kind: ModelKind,
  observed: Observed | null,
): { readonly info: LoadedWorldModel | null; readonly error: ErrorData | null } {
  const inUse = useWorldModel();
  const version = inUse.kind === kind ? worldModelVersion(inUse) : 'pretrained';
  // A worker that takes the place of one that died knows of nothing.
  const deaths = useDreamTab((s) => s.deaths);
  const key = observed === null ? null : `${kind} ${version} ${deaths} ${observed.key}`;
  const { value, error, stale } = useAsked(key, async () => {
    if (observed === null) return null;
    const names = observed.rules.map(({ name }) => name);
    return readyDream(await originOf(kind, names), observed);
  });
  return { info: stale ? null : value, error: stale ? null : error };
}
