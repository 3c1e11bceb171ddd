import type { StepView } from '../../workers/session/protocol';

/** What a rewrite does, or did, to a node. */
export type Mark = 'added' | 'removed';
/** By item id. */
export type Marks = ReadonlyMap<string, Mark>;

export const noMarks: Marks = new Map();

export const markOf = (marks: Marks, id: string): Mark | null => marks.get(id) ?? null;

/**
 * Marks for the graph after `step` rewrites: what the last rewrite added; or, while another one is pointed at, what
 * that one added or is going to remove.
 */
export function marksFor(steps: readonly StepView[], step: number, hovered: number | null): Marks {
  const shown = steps[(hovered ?? step) - 1];
  if (shown === undefined) return noMarks;
  const marks = new Map<string, Mark>();
  for (const id of shown.removed) marks.set(id, 'removed');
  for (const id of shown.added) marks.set(id, 'added');
  return marks;
}
