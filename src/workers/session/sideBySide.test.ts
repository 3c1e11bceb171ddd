import { expect, it } from 'vitest';
import { graphBuilder } from '../../graph';
import { sideBySide } from './sideBySide';

it('says where the weights of two models do not fit', () => {
  const dense = (size: number) => {
    const g = graphBuilder({ opset: 17 });
    g.output('y', g.op('MatMul', [g.input('x', 'float32', [2, 8]), g.external('w', 'float32', [8, size])]));
    return sideBySide(g.build());
  };
  expect(dense(1000)).toBeNull();
  expect(dense(2 ** 26)).toMatchObject({
    code: 'RUNTIME_MEMORY',
    message: expect.stringContaining('The weights have 2.15 GB.'),
  });
});
