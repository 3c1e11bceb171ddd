import type { GraphView, StepView } from '../../workers/session/protocol';
import { getSession } from '../stores/session';
import { getView } from '../stores/view';
import { connection } from './connection';

/** Views of steps that were asked for, newest last. */
const cache = new Map<number, Promise<GraphView>>();
/** A node takes about 300 bytes, so this many take some 30 MB. */
const KEEP_NODES = 100_000;

/** How many views of the opened model are kept. */
const keep = (): number =>
  Math.max(6, Math.min(64, Math.floor(KEEP_NODES / (getSession().model?.nodes ?? 1000))));

/** The graph at a step. */
export function viewOf(step: number): Promise<GraphView> {
  const { inside } = getView();
  if (inside.length > 0) {
    const way = inside.map(({ node, attr }) => ({ node, attr }));
    return connection().call('view', { step, inside: way });
  }
  const known = cache.get(step);
  if (known !== undefined) {
    cache.delete(step);
    cache.set(step, known);
    return known;
  }
  const view = connection().call('view', { step });
  cache.set(step, view);
  view.catch(() => cache.delete(step));
  for (const oldest of cache.keys()) {
    if (cache.size <= keep()) break;
    if (oldest !== 0) cache.delete(oldest);
  }
  return view;
}

/** Forgets the views after `step`; `-1` forgets all. */
export function forgetAfter(step: number): void {
  for (const key of [...cache.keys()]) if (key > step) cache.delete(key);
}

/** How many steps, from the start, have a graph: those of a trace that cannot be replayed here have no site. */
export function playable(steps: readonly StepView[]): number {
  const first = steps.findIndex((step) => step.site === '');
  return first < 0 ? steps.length : first;
}

/** How many steps two traces have in common from the start. */
export function commonPrefix(a: readonly StepView[], b: readonly StepView[]): number {
  let n = 0;
  while (n < a.length && n < b.length && sameRewrite(a[n], b[n])) n++;
  return n;
}

/** Whether two traces are the same rewrites, whatever is known of them. */
export const sameTrace = (a: readonly StepView[], b: readonly StepView[]): boolean =>
  a.length === b.length && commonPrefix(a, b) === a.length;

function sameRewrite(a: StepView | undefined, b: StepView | undefined): boolean {
  return (
    a?.rule === b?.rule && a?.site === b?.site && a?.place === b?.place && `${a?.added}` === `${b?.added}`
  );
}
