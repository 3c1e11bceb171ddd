import { describe, expect, it } from 'vitest';
import type { DType, GraphBuilder, ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { recogniseDividedHardSwish as rule } from './recognise-divided-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

interface Written {
  readonly three?: number;
  readonly high?: number;
  readonly end?: 'Div' | 'Mul';
  readonly six?: (g: GraphBuilder, dtype: DType) => ValueId;
  readonly opset?: number;
  readonly dtype?: DType;
}

const scalar = (value: number) => (g: GraphBuilder, dtype: DType) => g.scalar('six', dtype, value);

/** x·clip(x + 3, 0, 6)/6. */
const written = ({
  three = 3,
  high = 6,
  end = 'Div',
  six = scalar(6),
  opset = 17,
  dtype = 'float32',
}: Written = {}) =>
  graphOf(
    (g) => {
      const x = g.input('x', dtype, [2, 3]);
      const sum = g.op('Add', [x, g.scalar('three', dtype, three)]);
      const gate = g.op('Clip', [sum, g.scalar('low', dtype, 0), g.scalar('high', dtype, high)]);
      return g.op(end, [g.op('Mul', [x, gate]), six(g, dtype)]);
    },
    { opset },
  );

describe('recognise-divided-hard-swish', () => {
  it.each([
    ['a division', written()],
    ['a factor', written({ end: 'Mul', six: scalar(1 / 6) })],
  ])('recognises %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['HardSwish']);
  });

  it('writes it with a HardSigmoid where there is no HardSwish yet', async () => {
    const graph = written({ opset: 13 });
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['HardSigmoid', 'Mul']);
  });

  it.each([
    ['what is added is not 3', written({ three: 2 })],
    ['it is not limited to 0 … 6', written({ high: 5 })],
    ['it is not divided by 6', written({ six: scalar(5) })],
    ['a constant may add axes', written({ six: (g) => g.constant('six', 'float32', [1, 1, 1], [6]) })],
    ['the type is float64, not float32', written({ dtype: 'float64' })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
