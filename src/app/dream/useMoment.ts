import type { LookParams, Moment } from '../../workers/dream/protocol';
import { useAsked } from '../panels/useAsked';
import { dreamConnection } from './connection';

/** What could be done at a place in a dream; null asks nothing. */
export function useMoment(params: LookParams | null): Moment | null {
  const key = params === null ? null : JSON.stringify(params);
  const { value, stale } = useAsked(key, () =>
    dreamConnection().call('look', JSON.parse(key ?? 'null') as LookParams),
  );
  // Moves of another place must not be offered here.
  return stale ? null : value;
}
