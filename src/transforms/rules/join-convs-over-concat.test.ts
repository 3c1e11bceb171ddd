import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { joinConvsOverConcat as rule } from './join-convs-over-concat';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly filters?: number;
  readonly second?: Record<string, PlainAttr>;
  readonly size?: number;
  readonly same?: boolean;
  readonly group?: number;
}

function model({ filters = 4, second = {}, size = 5, same = false, group = 1 }: Options = {}) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 2, 5, 5]);
  const y = same ? x : g.input('y', 'float32', [2, 3 - (group - 1), 5, size]);
  const v = g.constant('v', 'float32', [filters, same || group > 1 ? 2 / group : 3, 3, 3]);
  const p = g.op(
    'Conv',
    [x, g.constant('w', 'float32', [4, 2 / group, 3, 3]), g.constant('b', 'float32', [4])],
    {
      group,
    },
  );
  const q = g.op('Conv', [y, v], { group, ...second });
  g.output('z', g.op('Add', [p, q]));
  return g.build();
}

describe('join-convs-over-concat', () => {
  it('joins inputs and weights', async () => {
    expect(opsOf(await expectRewrite(rule, model()))).toEqual(['Concat', 'Conv']);
  });
  it('refuses what does not fit together', () => {
    expect(refusals(rule, model({ filters: 1 }))).toEqual(['one sum is spread over many filters']);
    expect(refusals(rule, model({ second: { dilations: [1, 2] }, size: 7 }))).toEqual(['the windows differ']);
    expect(refusals(rule, model({ size: 3 }))).toEqual(['the inputs are of different sizes']);
    expect(refusals(rule, model({ same: true }))).toEqual(['both read the same input']);
    expect(refusals(rule, model({ group: 2 }))).toEqual(['the convolution is grouped']);
  });
});
