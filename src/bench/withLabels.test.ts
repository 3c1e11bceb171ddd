import { expect, it } from 'vitest';
import { denseGraph } from './testing';
import { withLabels } from './withLabels';

it('names each node for its id, and leaves the graph as it was', () => {
  const graph = denseGraph(4, 8, 8);
  const names = [...graph.nodes()].map(({ name }) => name);
  const labelled = withLabels(graph);
  expect([...labelled.nodes()].map(({ name }) => name)).toEqual([...graph.nodes()].map(({ id }) => `n${id}`));
  expect([...graph.nodes()].map(({ name }) => name)).toEqual(names);
});
