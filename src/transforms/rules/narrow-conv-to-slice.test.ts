import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { narrowConvToSlice as rule } from './narrow-conv-to-slice';
import { expectRewrite, opsOf, refusals } from './testing';

function model(numbers: readonly (readonly number[])[], group = 1, opset = 17, biased = true) {
  const g = graphBuilder({ opset });
  const w = g.constant('w', 'float32', [6, 4 / group, 3, 3]);
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const conv = g.op('Conv', biased ? [x, w, g.constant('b', 'float32', [6])] : [x, w], { group });
  const [starts = [], ends = [], axes = []] = numbers;
  const names = ['starts', 'ends', 'axes', 'steps'];
  const sliced =
    opset < 10
      ? g.op('Slice', [conv], { starts, ends, axes })
      : g.op('Slice', [conv, ...numbers.map((list, i) => g.ints(names[i] ?? '', list))]);
  g.output('y', sliced);
  return g.build();
}

describe('narrow-conv-to-slice', () => {
  it.each([
    [[[1], [4], [1]], 17, true],
    [[[-3], [100], [-3], [1]], 17, false],
    [[[0], [-1], [1]], 9, true],
  ])('%o in opset %i (bias: %s)', async (numbers, opset, biased) => {
    expect(opsOf(await expectRewrite(rule, model(numbers, 1, opset, biased)))).toEqual(['Conv']);
  });
  it.each([
    [[[1], [4], [2]], 'other axes than the channels are cut'],
    [
      [
        [0, 1],
        [2, 3],
        [0, 1],
      ],
      'other axes than the channels are cut',
    ],
    [[[0], [6], [1], [2]], 'channels are left out in between'],
    [[[3], [3], [1]], 'nothing is taken'],
  ])('refuses %o', (numbers, reason) => {
    expect(refusals(rule, model(numbers))).toEqual([reason]);
  });
  it('refuses groups', () => {
    expect(refusals(rule, model([[1], [4], [1]], 2))).toEqual(['the convolution is grouped']);
  });
});
