import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { batchNorm } from './fixtures';
import { moveChannelGatherBeforeChannelwise as rule } from './move-channel-gather-before-channelwise';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId) => ValueId;
const depthwise =
  (group: number): F =>
  (g, x) =>
    g.op('Conv', [x, g.constant('w', 'float32', [4, 4 / group, 3, 3]), g.constant('b', 'float32', [4])], {
      group,
    });

function model(f: F, order: readonly number[]) {
  const g = graphBuilder();
  const y = f(g, g.input('x', 'float32', [2, 4, 4, 4]));
  g.output('y', g.op('Gather', [y, g.ints('order', order)], { axis: 1 }));
  return g.build();
}

describe('move-channel-gather-before-channelwise', () => {
  it.each<[string, F, number[]]>([
    ['Sigmoid', (g, x) => g.op('Sigmoid', [x]), [1, 1]],
    ['AveragePool', (g, x) => g.op('AveragePool', [x], { kernel_shape: [2, 2] }), [3, 0]],
    ['BatchNormalization', (g, x) => batchNorm(g, x, 4), [-1, 0, 2]],
    ['Conv', depthwise(4), [3, 1, 0, 2]],
  ])('%s', async (name, f, order) => {
    expect(opsOf(await expectRewrite(rule, model(f, order)))).toEqual(['Gather', name]);
  });
  it('refuses what mixes channels, and another number of groups', () => {
    expect(refusals(rule, model(depthwise(1), [3, 1, 0, 2]))).toEqual(['it mixes channels']);
    expect(refusals(rule, model(depthwise(4), [3, 1]))).toEqual(['the number of groups would change']);
  });
  it('refuses another axis', () => {
    const g = graphBuilder();
    const y = g.op('Relu', [g.input('x', 'float32', [4, 4])]);
    g.output('y', g.op('Gather', [y, g.ints('order', [1, 0])], { axis: 0 }));
    expect(refusals(rule, g.build())).toEqual(['it does not pick known channels']);
  });
});
