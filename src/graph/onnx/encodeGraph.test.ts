import { expect, it, vi } from 'vitest';
import { must } from '../../core';
import { Edit } from '../edit';
import { graphBuilder } from '../fixtures';
import { readModel } from './decode';
import { concatChunks, encodeModel } from './encode';

it('names many nodes that inherited one name without trying the names of all before each', () => {
  const nodes = 1000;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [4]);
  g.output('y', g.op('Relu', [x], {}, { name: 'call' }));
  const graph = g.build();
  const [like] = graph.nodes();
  const relu = must(like, 'Relu');
  const edit = new Edit(graph);
  let value = x;
  for (let i = 0; i < nodes; i++)
    value = must(edit.addNode({ op: 'Neg', inputs: [value], like: relu })[0], 'output');
  edit.replace(must(relu.outputs[0], 'output'), value);
  const lookUps = vi.spyOn(Set.prototype, 'has');
  const chunks = encodeModel(edit.peek(), { resolve: () => null });
  const count = lookUps.mock.calls.length;
  lookUps.mockRestore();
  expect(count).toBeLessThan(20 * nodes);
  const names = readModel(concatChunks(chunks)).graph?.node?.map(({ name }) => name);
  expect(new Set(names).size).toBe(nodes + 1);
  expect(names).toContain(`call/Neg_${nodes - 1}`);
});
