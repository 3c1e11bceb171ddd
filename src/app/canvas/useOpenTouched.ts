import { useEffect, useRef } from 'react';
import type { GraphView, StepView } from '../../workers/session/protocol';
import { useCompared } from '../stores/compared';
import { useSession } from '../stores/session';
import { openGroups } from './unfold';

/**
 * Opens the groups that rewrites touch: a rewrite inside a folded one could not be seen. Once for a graph, so that a person
 * may fold them again.
 */
export function useOpenTouched(): void {
  const steps = useSession((s) => s.steps);
  const view = useSession((s) => s.view);
  const base = useCompared((s) => s.base);
  const done = useRef<{ readonly steps: readonly StepView[]; readonly views: readonly GraphView[] }>({
    steps: [],
    views: [],
  });
  useEffect(() => {
    if (steps.length === 0) return;
    const views = [view, base].filter((one) => one !== null);
    const seen = done.current.steps === steps ? done.current.views : [];
    done.current = { steps, views };
    const touched = new Set(steps.flatMap(({ removed, added }) => [...removed, ...added]));
    openGroups(views.flatMap((one) => (seen.includes(one) ? [] : groupsAround(one, touched))));
  }, [steps, view, base]);
}

/** The groups around some nodes, from the inside out. */
function groupsAround({ nodes, groups }: GraphView, ids: ReadonlySet<string>): string[] {
  const parents = new Map(groups.map((group) => [group.id, group.parent]));
  const around = new Set<string>();
  for (const { id, group } of nodes) {
    if (!ids.has(id)) continue;
    for (let at = group; at !== null; at = parents.get(at) ?? null) around.add(at);
  }
  return [...around];
}
