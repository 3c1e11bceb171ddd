import { describe, expect, it } from 'vitest';
import type { DType, GraphBuilder, ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { recogniseDividedHardSwish as rule } from './recognise-divided-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

interface Parts {
  readonly three: ValueId;
  readonly low: number;
  readonly high: number;
  readonly end: string;
  readonly six: ValueId;
}

function hardSwish(
  g: GraphBuilder,
  { three, low, high, end, six }: Parts,
  dtype: DType = 'float32',
): ValueId {
  const x = g.input('x', dtype, [2, 3]);
  const bounds = [g.scalar('low', dtype, low), g.scalar('high', dtype, high)];
  const gate = g.op('Clip', [g.op('Add', [x, three]), ...bounds]);
  return g.op(end, [g.op('Mul', [x, gate]), six]);
}

describe('recognise-divided-hard-swish', () => {
  it('recognises a division', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 3),
          low: 0,
          high: 6,
          end: 'Div',
          six: g.scalar('six', 'float32', 6),
        }),
      ),
    );
    expect(opsOf(after)).toEqual(['HardSwish']);
  });

  it('recognises a factor', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 3),
          low: 0,
          high: 6,
          end: 'Mul',
          six: g.scalar('six', 'float32', 1 / 6),
        }),
      ),
    );
    expect(opsOf(after)).toEqual(['HardSwish']);
  });

  it.each([
    [
      'what is added is not 3',
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 2),
          low: 0,
          high: 6,
          end: 'Div',
          six: g.scalar('six', 'float32', 6),
        }),
      ),
    ],
    [
      'it is not limited to 0 … 6',
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 3),
          low: 0,
          high: 5,
          end: 'Div',
          six: g.scalar('six', 'float32', 6),
        }),
      ),
    ],
    [
      'it is not divided by 6',
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 3),
          low: 0,
          high: 6,
          end: 'Div',
          six: g.scalar('six', 'float32', 5),
        }),
      ),
    ],
    [
      'a constant may add axes',
      graphOf((g) =>
        hardSwish(g, {
          three: g.scalar('three', 'float32', 3),
          low: 0,
          high: 6,
          end: 'Div',
          six: g.constant('six', 'float32', [1, 1, 1], [6]),
        }),
      ),
    ],
    [
      'there is no HardSwish before opset 14',
      graphOf(
        (g) =>
          hardSwish(g, {
            three: g.scalar('three', 'float32', 3),
            low: 0,
            high: 6,
            end: 'Div',
            six: g.scalar('six', 'float32', 6),
          }),
        { opset: 13 },
      ),
    ],
    [
      'the type is float64, not float32',
      graphOf((g) =>
        hardSwish(
          g,
          {
            three: g.scalar('three', 'float64', 3),
            low: 0,
            high: 6,
            end: 'Div',
            six: g.scalar('six', 'float64', 6),
          },
          'float64',
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
