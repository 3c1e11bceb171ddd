import type { Trace } from '../../trace';
import type { Target } from '../../workers/session/protocol';

/**
 * What a trace is measured on here: the sender's provider, with as many threads as the sender had, as far as this machine goes;
 * else what is chosen here.
 */
export function receiverTarget(
  { ep, threads }: Pick<Trace, 'ep' | 'threads'>,
  targets: readonly Target[],
  chosen: Target | null,
): Target | null {
  const alike = targets.filter((target) => target.ep === ep && target.unavailable === null);
  const [best] = alike.sort((a, b) => b.threads - a.threads);
  if (best === undefined) return chosen;
  return ep === 'wasm' ? { ...best, threads: Math.max(1, Math.min(threads, best.threads)) } : best;
}
