import { expect, it } from 'vitest';
import type { NodeId } from '../../../graph';
import type { Candidate } from './findCandidates';
import { withEnds } from './order';
import { chainGraph } from './testing';

/** A chain of so many operators, at the end of a way of so many steps. */
function chain(nodes: number, steps: number): Candidate {
  const graph = chainGraph(nodes);
  const step = { site: { rule: 0, anchor: 0 as NodeId, variant: 0 }, graph };
  return { steps: Array.from({ length: steps }, () => step), graph, cost: nodes };
}

it('where a simple search ended is reached without the steps that were found to have no effect', () => {
  const grounds = {
    base: chain(6, 0).graph,
    prices: { estimate: ({ size }: { readonly size: number }) => size },
    experience: { residual: () => 0 },
  };
  const order = [chain(1, 1), chain(2, 1), chain(3, 1), chain(4, 2)];
  const handedOn = withEnds(order, [chain(4, 5)], grounds);
  expect(handedOn.map(({ graph, steps }) => [graph.size, steps.length])).toEqual([
    [1, 1],
    [2, 1],
    [4, 2],
    [3, 1],
  ]);
});
