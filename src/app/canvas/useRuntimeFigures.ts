import { useMemo } from 'react';
import { useSession } from '../stores/session';
import { type RuntimeFigures, runtimeFigures } from './runtimeFigures';

/** What the clock saw of the nodes at a step; null while that is not wanted, or was not timed. */
export function useRuntimeFigures(wanted: boolean, step: number): RuntimeFigures | null {
  const times = useSession((s) => s.operators);
  return useMemo(() => (wanted ? runtimeFigures(times, step) : null), [wanted, times, step]);
}
