import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';
import { turnSlicesIntoSplit } from './turn-slices-into-split';

describe('turn-slices-into-split', () => {
  const model = (cuts: readonly (readonly [number, number])[], dim: number | string = 6, step = 1) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, dim]);
    for (const [i, [start, end]] of cuts.entries()) {
      const spec = [
        g.ints(`s${i}`, [start]),
        g.ints(`e${i}`, [end]),
        g.ints(`a${i}`, [1]),
        g.ints(`p${i}`, [step]),
      ];
      g.output(`y${i}`, g.op('Relu', [g.op('Slice', [x, ...spec])]));
    }
    return g.build();
  };

  it('joins Slices that tile an axis, in any order', async () => {
    const after = await expectRewrite(
      turnSlicesIntoSplit,
      model([
        [4, 9],
        [0, 1],
        [1, -2],
      ]),
    );
    expect(opsOf(after)).toEqual(['Split', 'Relu', 'Relu', 'Relu']);
  });

  it('refuses gaps, overlaps, steps and unknown sizes', () => {
    const reason = 'the Slices of this value do not tile one axis';
    expect(
      refusals(
        turnSlicesIntoSplit,
        model([
          [0, 2],
          [3, 6],
        ]),
      ),
    ).toEqual([reason, reason]);
    expect(
      refusals(
        turnSlicesIntoSplit,
        model([
          [0, 4],
          [3, 6],
        ]),
      ),
    ).toEqual([reason, reason]);
    expect(
      refusals(
        turnSlicesIntoSplit,
        model(
          [
            [0, 3],
            [3, 6],
          ],
          6,
          2,
        ),
      ),
    ).toEqual([reason, reason]);
    expect(
      refusals(
        turnSlicesIntoSplit,
        model(
          [
            [0, 3],
            [3, 6],
          ],
          'n',
        ),
      ),
    ).toEqual([reason, reason]);
  });

  it('has one place', () => {
    expect(
      sitesOf(
        turnSlicesIntoSplit,
        model([
          [0, 3],
          [3, 6],
        ]),
      ),
    ).toHaveLength(1);
  });
});
