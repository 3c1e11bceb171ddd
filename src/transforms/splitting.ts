import { must } from '../core';
import type { Graph, ValueId } from '../graph';
import type { Builder } from './builder';
import { isUsed } from './isUsed';
import type { Match } from './match';
import { applyCuts } from './slicing';

/** Parts of these sizes along an axis: by one Split, or cut as expressions where the value is constant. */
export function partsOf(
  b: Builder,
  graph: Graph,
  value: ValueId,
  axis: number,
  sizes: readonly number[],
): readonly ValueId[] {
  if (graph.constant(value) === null) return b.split(value, axis, sizes);
  let start = 0;
  return sizes.map((size) => {
    const part = applyCuts(b, value, [{ axis, start, end: start + size, step: 1 }]);
    start += size;
    return part;
  });
}

/** What takes the place of a Split's outputs, of those that are used. */
export function replacedParts(
  m: Match,
  parts: readonly ValueId[],
  made: (part: ValueId, index: number) => ValueId,
): ReadonlyMap<ValueId, ValueId> {
  const replaced = new Map<ValueId, ValueId>();
  m.anchor.outputs.forEach((output, i) => {
    if (isUsed(m.graph, output)) replaced.set(output, made(must(parts[i], 'part'), i));
  });
  return replaced;
}
