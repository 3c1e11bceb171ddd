import { describe, expect, it } from 'vitest';
import type { Attr } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { mergeSlices } from './merge-slices';
import { expectRewrite, opsOf, refusals } from './testing';

describe('merge-slices', () => {
  it('composes Slices of the same and of other axes', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [5, 6]);
    const inner = g.op('Slice', [x, g.ints('a', [1, -4]), g.ints('b', [5, 6]), g.ints('c', [0, 1])]);
    g.output('y', g.op('Slice', [inner, g.ints('d', [1]), g.ints('e', [-1]), g.ints('f', [1])]));
    expect(opsOf(await expectRewrite(mergeSlices, g.build()))).toEqual(['Slice']);
  });

  it('knows the largest int64 as the end', async () => {
    const g = graphBuilder();
    const end = g.constant('b', 'int64', [1], [9223372036854775807n]);
    const inner = g.op('Slice', [g.input('x', 'float32', [5]), g.ints('a', [1]), end]);
    g.output(
      'y',
      g.op('Slice', [inner, g.ints('c', [1]), g.constant('d', 'int64', [1], [9223372036854775807n])]),
    );
    expect(opsOf(await expectRewrite(mergeSlices, g.build()))).toEqual(['Slice']);
    const old = graphBuilder({ opset: 9 });
    const ends: Attr = { kind: 'ints', value: [9223372036854775807n] };
    const first = old.op('Slice', [old.input('x', 'float32', [5])], { starts: [1], ends });
    old.output('y', old.op('Slice', [first], { starts: [1], ends }));
    expect(opsOf(await expectRewrite(mergeSlices, old.build()))).toEqual(['Slice']);
  });

  it('refuses steps on an axis that both cut, and unknown sizes', () => {
    const model = (dim: number | string, step: number) => {
      const g = graphBuilder();
      const x = g.input('x', 'float32', [dim]);
      const inner = g.op('Slice', [
        x,
        g.ints('a', [0]),
        g.ints('b', [4]),
        g.ints('c', [0]),
        g.ints('s', [step]),
      ]);
      g.output('y', g.op('Slice', [inner, g.ints('d', [0]), g.ints('e', [1])]));
      return g.build();
    };
    expect(refusals(mergeSlices, model(8, 2))).toContain('what they take is not known well enough');
    expect(refusals(mergeSlices, model('n', 1))).toContain('what they take is not known well enough');
  });
});
