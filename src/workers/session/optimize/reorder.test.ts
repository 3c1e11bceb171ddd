import { expect, it } from 'vitest';
import { Experience } from '../../../agent/experience';
import type { NodeId } from '../../../graph';
import type { Candidate } from './findCandidates';
import { reorder } from './reorder';
import { chainGraph } from './testing';

/** A graph of so many operators that a rule leads to. */
function candidate(nodes: number, rule: number): Candidate {
  const graph = chainGraph(nodes);
  return { steps: [{ site: { rule, anchor: 0 as NodeId, variant: 0 }, graph }], graph, cost: nodes };
}

it('what a rule kept less of than its price said is measured last', () => {
  const prices = { estimate: ({ size }: { readonly size: number }) => 100 + size };
  const grounds = { base: candidate(20, 0).graph, prices, experience: new Experience() };
  const left = [candidate(4, 7), candidate(6, 8)];
  const order = (measured: Parameters<typeof reorder>[1]) =>
    reorder(left, measured, grounds).map(({ steps: [step] }) => step?.site.rule);
  expect(order([])).toEqual([7, 8]);
  const slow = [{ candidate: candidate(3, 7), ratio: 0.9, ci95: [0.895, 0.905] as const }];
  expect(order(slow)).toEqual([8, 7]);
});
