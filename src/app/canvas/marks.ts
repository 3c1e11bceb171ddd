import type { StepView } from '../../workers/session/protocol';
import type { Scene } from './scene';

/** What a rewrite does, or did, to a node; or that a dream acts there. */
export type Mark = 'added' | 'removed' | 'dreamed';
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

/**
 * The step that a node of the graph after `step` rewrites belongs to: the one that added it, or else the one that removes it;
 * null where no rewrite touches it.
 */
export function stepTouching(steps: readonly StepView[], step: number, node: string): number | null {
  const came = steps.find(({ step: at, added }) => at <= step && added.includes(node));
  const goes = steps.find(({ removed }) => removed.includes(node));
  // A node that is gone from the graph and is drawn all the same tells of where it went.
  return goes !== undefined && goes.step <= step ? goes.step : (came?.step ?? goes?.step ?? null);
}

/** Marks the nodes that a graph has and another has not. */
export function marksAgainst(scene: Scene, other: Scene, mark: Mark): Marks {
  const marks = new Map<string, Mark>();
  for (const item of scene.items)
    if (item.kind === 'node' && !other.itemOf.has(item.id)) marks.set(item.id, mark);
  return marks;
}

/** The same with a mark on what stands for the nodes where a dream acts; what a rewrite did to a card goes first. */
export function withDreamed(marks: Marks, lit: ReadonlySet<string>, scene: Scene): Marks {
  if (lit.size === 0) return marks;
  const both = new Map(marks);
  for (const id of lit) {
    const item = scene.items[scene.itemOf.get(id) ?? -1];
    if (item !== undefined && !both.has(item.id)) both.set(item.id, 'dreamed');
  }
  return both;
}
