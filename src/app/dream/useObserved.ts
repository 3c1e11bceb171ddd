import type { ErrorData } from '../../core';
import type { Observed } from '../../workers/session/dream/protocol';
import { useAsked } from '../panels/useAsked';
import { connection } from '../session/connection';
import { type SessionState, useSession } from '../stores/session';

const cache = new Map<string, Promise<Observed>>();

type Named = Pick<SessionState, 'model' | 'step' | 'steps' | 'result'>;

/** Names the graph on the canvas and what the clock knows of it: an observation holds as long as this does. */
export function stateName({ model, step, steps, result }: Named): string | null {
  if (model === null) return null;
  const dims = model.dims.map(({ name, value }) => `${name}=${value}`).join();
  const outputs = model.outputs.map(({ kept }) => (kept ? 1 : 0)).join('');
  const way = steps.slice(0, step).map(({ rule, site, added }) => `${rule}@${site}${added.join()}`);
  const measured = steps[step - 1]?.measured?.ms ?? null;
  return [model.sha256, dims, outputs, step, result?.original.medianMs ?? null, measured, ...way].join(' ');
}

/** The graph on the canvas as a world model sees it; the same question is asked once. */
export function observed(name: string, step: number): Promise<Observed> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const asked = connection().call('observe', { step });
  cache.set(name, asked);
  asked.catch(() => cache.delete(name));
  for (const oldest of cache.keys()) {
    if (cache.size <= 4) break;
    cache.delete(oldest);
  }
  return asked;
}

export function useObserved(wanted: boolean): {
  readonly observed: Observed | null;
  readonly error: ErrorData | null;
} {
  const name = useSession(stateName);
  const step = useSession((s) => s.step);
  const { value, error, stale } = useAsked(wanted ? name : null, () => observed(name ?? '', step));
  return { observed: stale ? null : value, error };
}
