import type { ClockStep, DreamStep, Fan } from '../../workers/dream/protocol';
import { useAsked } from '../panels/useAsked';
import { dreamConnection } from './connection';
import { dreamKey, useDreamTab } from './state';

/**
 * What the clock is expected to say along a dream of a fan, step by step; asked anew whenever the clock said something of a
 * dream of this model, and of each version of the world model. Empty until it is known.
 */
export function useExpected(
  { kind, version }: Pick<Fan, 'kind' | 'version'>,
  start: string,
  steps: readonly DreamStep[],
): readonly ClockStep[] {
  const told = useDreamTab((s) => s.told);
  // Where the clock speaks of another target, as many words may be other ones.
  const heard = `${told.length} ${told.at(-1)?.real ?? ''}`;
  const key = steps.length === 0 ? null : `${version} ${start} ${heard}: ${dreamKey(steps)}`;
  const { value, stale } = useAsked(key, () =>
    dreamConnection().call('clock', {
      kind,
      start,
      path: steps.map(({ rule, site }) => ({ rule, site })),
      told,
    }),
  );
  return stale || value === null ? [] : value;
}
