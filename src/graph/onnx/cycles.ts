import { CodedError } from '../../core';
import type { Node, Value, ValueId } from '../types';

/**
 * Refuses cycles. Files whose nodes are out of order but acyclic are accepted.
 * @param nodes by id, each id its index. @param values by id, each id its index.
 * @throws CodedError GRAPH_CYCLE.
 */
export function requireAcyclic(nodes: readonly Node[], values: readonly Pick<Value, 'producer'>[]): void {
  const inOrder =
    (id: number) =>
    (input: ValueId | null): boolean =>
      input === null || (values[input]?.producer ?? -1) < id;
  if (nodes.every(({ id, inputs, captures }) => inputs.every(inOrder(id)) && captures.every(inOrder(id))))
    return;
  const producers = nodes.map((node) => {
    const found: number[] = [];
    for (const input of [...node.inputs, ...node.captures]) {
      const producer = input === null ? null : (values[input]?.producer ?? null);
      if (producer !== null) found.push(producer);
    }
    return found;
  });
  const waiting = producers.map((found) => found.length);
  const consumers: number[][] = nodes.map(() => []);
  producers.forEach((found, id) => {
    for (const producer of found) consumers[producer]?.push(id);
  });
  const ready = waiting.flatMap((count, id) => (count === 0 ? [id] : []));
  let done = 0;
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    done++;
    for (const consumer of consumers[id] ?? []) {
      const left = (waiting[consumer] ?? 0) - 1;
      waiting[consumer] = left;
      if (left === 0) ready.push(consumer);
    }
  }
  if (done === nodes.length) return;
  const stuck = nodes[waiting.findIndex((count) => count > 0)];
  const label = stuck?.name || stuck?.op || '';
  throw new CodedError(
    'GRAPH_CYCLE',
    `Node "${label}" needs its own output, directly or through others.`,
    label,
  );
}
