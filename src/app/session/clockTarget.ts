import { isSameTarget } from '../../core';
import type { Target } from '../../workers/session/protocol';
import type { SessionState } from '../stores/session';

/**
 * What a step is measured on: the chosen target, except beside a result, whose own it stays. Figures of one trace stand on the
 * scale of one original.
 */
export function clockTarget({
  target,
  targets,
  result,
}: Pick<SessionState, 'target' | 'targets' | 'result'>): Target | null {
  if (target === null || result === null) return target;
  const { ep, threads } = result;
  if (isSameTarget(target, result)) return target;
  const alike = targets.find((one) => one.ep === ep && one.unavailable === null);
  if (alike !== undefined) return ep === 'webgpu' ? alike : { ...alike, threads };
  return ep === 'webgpu' ? target : { ...target, ep, threads, adapter: null, software: false };
}
