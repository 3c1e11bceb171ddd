import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { nestMaxPools as rule } from './nest-max-pools';
import { applyAll, expectEquivalent, expectRewrite, opsOf, refusals } from './testing';

function model(windows: readonly (readonly [number, number, Record<string, PlainAttr>?])[]) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, 2, 11, 10]);
  windows.forEach(([kernel, pad, attrs], i) => {
    const window = { kernel_shape: [kernel, kernel], pads: [pad, pad, pad, pad], ...attrs };
    g.output(`y${i}`, g.op('MaxPool', [x], window));
  });
  return g.build();
}

describe('nest-max-pools', () => {
  it('builds the windows of spatial pyramid pooling on each other', async () => {
    const before = model([
      [5, 2],
      [9, 4],
      [13, 6],
    ]);
    const after = applyAll(rule, before, 2);
    await expectEquivalent(before, after);
    expect(opsOf(after)).toEqual(['MaxPool', 'MaxPool', 'MaxPool']);
  });
  it('keeps the steps of the larger', async () => {
    await expectRewrite(
      rule,
      model([
        [3, 1],
        [5, 1, { strides: [2, 2] }],
      ]),
    );
  });
  it('refuses what does not nest', () => {
    expect(
      refusals(
        rule,
        model([
          [3, 1, { strides: [2, 2] }],
          [5, 2],
        ]),
      ),
    ).toContain('the smaller window takes steps');
    expect(
      refusals(
        rule,
        model([
          [3, 1],
          [3, 1],
        ]),
      ),
    ).toContain('the other window is not smaller');
    expect(
      refusals(
        rule,
        model([
          [3, 1],
          [5, 0],
        ]),
      ),
    ).toContain('the paddings do not fit together');
    expect(
      refusals(
        rule,
        model([
          [3, 0],
          [5, 4],
        ]),
      ),
    ).toContain('the paddings do not fit together');
    expect(
      refusals(
        rule,
        model([
          [3, 1, { dilations: [2, 2] }],
          [5, 2],
        ]),
      ),
    ).toContain('a window is dilated');
    expect(
      refusals(
        rule,
        model([
          [3, 1, { ceil_mode: 1 }],
          [5, 2],
        ]),
      ),
    ).toContain('a window may reach over the end');
  });
});
