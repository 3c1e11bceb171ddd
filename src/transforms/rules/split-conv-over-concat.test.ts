import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { splitConvOverConcat as rule } from './split-conv-over-concat';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly axis?: number;
  readonly group?: number;
  readonly channels?: readonly (number | string)[];
  readonly attrs?: Record<string, PlainAttr>;
}

function model({ axis = 1, group = 1, channels = [1, 2, 3], attrs = {} }: Options = {}) {
  const g = graphBuilder();
  const parts = channels.map((c, i) => g.input(`x${i}`, 'float32', axis === 1 ? [2, c, 5, 5] : [2, 6, c, 5]));
  const x = g.op('Concat', parts, { axis });
  const w = g.constant('w', 'float32', [4, 6 / group, 3, 3]);
  g.output('y', g.op('Conv', [x, w, g.constant('b', 'float32', [4])], { group, ...attrs }));
  g.output('z', g.op('Relu', [x]));
  return g.build();
}

describe('split-conv-over-concat', () => {
  it.each([[{}], [{ pads: [1, 0, 1, 2], strides: [2, 1] }], [{ auto_pad: 'SAME_LOWER' }]])(
    'adds up the parts (%o)',
    async (attrs) => {
      const after = await expectRewrite(rule, model({ attrs }));
      expect(opsOf(after).filter((op) => op === 'Conv')).toHaveLength(3);
      expect(opsOf(after)).toContain('Concat');
    },
  );
  it('refuses other axes, groups, a single part and unknown parts', () => {
    expect(refusals(rule, model({ axis: 2 }))).toEqual(['the parts are not joined along the channels']);
    expect(refusals(rule, model({ group: 2 }))).toEqual(['the convolution is grouped']);
    expect(refusals(rule, model({ channels: [6] }))).toEqual(['there is a single part']);
    expect(refusals(rule, model({ channels: [2, 'c', 'd'] }))).toEqual([
      'the channels of a part are not known',
    ]);
  });
});
