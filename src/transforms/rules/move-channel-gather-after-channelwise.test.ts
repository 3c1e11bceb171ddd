import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { batchNorm } from './fixtures';
import { moveChannelGatherAfterChannelwise as rule } from './move-channel-gather-after-channelwise';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId) => ValueId;
const depthwise =
  (biased: boolean, group = 4): F =>
  (g, x) => {
    const w = g.constant('w', 'float32', [4, 4 / group, 3, 3]);
    return g.op('Conv', biased ? [x, w, g.constant('b', 'float32', [4])] : [x, w], { group });
  };

function model(f: F, order: readonly number[] = [2, 0, 3, 1], axis = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 4, 4]);
  g.output('y', f(g, g.op('Gather', [x, g.ints('order', order)], { axis })));
  return g.build();
}

describe('move-channel-gather-after-channelwise', () => {
  it.each<[string, F]>([
    ['Relu', (g, x) => g.op('Relu', [x])],
    ['Clip', (g, x) => g.op('Clip', [x, g.scalar('low', 'float32', -0.5), g.scalar('high', 'float32', 0.5)])],
    ['MaxPool', (g, x) => g.op('MaxPool', [x], { kernel_shape: [2, 2] })],
    ['GlobalAveragePool', (g, x) => g.op('GlobalAveragePool', [x])],
    ['BatchNormalization', (g, x) => batchNorm(g, x, 4)],
    ['Conv', depthwise(true)],
    ['Conv', depthwise(false)],
  ])('%s', async (name, f) => {
    expect(opsOf(await expectRewrite(rule, model(f)))).toEqual([name, 'Gather']);
  });
  it('refuses what mixes channels, and channels taken twice', () => {
    expect(refusals(rule, model(depthwise(true, 2)))).toEqual(['it mixes channels']);
    expect(
      refusals(
        rule,
        model((g, x) => batchNorm(g, x, 4, { training_mode: 1 })),
      ),
    ).toEqual(['it mixes channels']);
    const relu: F = (g, x) => g.op('Relu', [x]);
    expect(refusals(rule, model(relu, [0, 0, 1, 2]))).toEqual(['it does not take every channel once']);
    expect(refusals(rule, model(relu, [0, 2, 1], 1))).toEqual(['it does not take every channel once']);
    expect(refusals(rule, model(relu, [2, 0, 3, 1], 2))).toEqual(['it does not take every channel once']);
  });
});
