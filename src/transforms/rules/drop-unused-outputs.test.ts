import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { dropUnusedOutputs } from './drop-unused-outputs';
import { expectRewrite, only, refusals } from './testing';

describe('drop-unused-outputs', () => {
  it('drops the indices of a MaxPool', async () => {
    const g = graphBuilder();
    const [y = 0 as never] = g.node(
      'MaxPool',
      [g.input('x', 'float32', [1, 1, 4, 4])],
      { kernel_shape: [2, 2] },
      { outputs: 2 },
    );
    g.output('y', y);
    const after = await expectRewrite(dropUnusedOutputs, g.build());
    expect(only(after, 'MaxPool').outputs).toHaveLength(1);
  });

  it('keeps required and used outputs', () => {
    const g = graphBuilder();
    const [y = 0 as never, i = 0 as never] = g.node(
      'MaxPool',
      [g.input('x', 'float32', [1, 1, 4, 4])],
      { kernel_shape: [2, 2] },
      { outputs: 2 },
    );
    g.output('y', y);
    g.output('i', i);
    expect(refusals(dropUnusedOutputs, g.build())).toContain('its last output is used');
    const one = graphBuilder();
    one.output('y', one.op('MaxPool', [one.input('x', 'float32', [1, 1, 4, 4])], { kernel_shape: [2, 2] }));
    expect(refusals(dropUnusedOutputs, one.build())).toEqual(['all its outputs are required']);
  });
});
