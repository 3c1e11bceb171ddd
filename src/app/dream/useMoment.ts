import type { LookParams, Moment } from '../../workers/dream/protocol';
import { useAsked } from '../panels/useAsked';
import { dreamConnection } from './connection';

/** What could be done at a place in a dream, by this version of its world model; null asks nothing. */
export function useMoment(version: string, params: LookParams | null): Moment | null {
  const asked = params === null ? null : JSON.stringify(params);
  const { value, stale } = useAsked(asked === null ? null : `${version}: ${asked}`, () =>
    dreamConnection().call('look', JSON.parse(asked ?? 'null') as LookParams),
  );
  // Moves of another place must not be offered here.
  return stale ? null : value;
}
