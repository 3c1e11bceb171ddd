import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { collectMultiples as rule } from './collect-multiples';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('collect-multiples', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [x, x])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [g.op('Mul', [g.constant('c', 'float32', [3]), x]), x])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Add', [x, g.op('Mul', [x, g.scalar('c', 'float32', 0.3)])])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Add', [
              g.op('Mul', [x, g.constant('c', 'float32', [2, 1])]),
              g.op('Mul', [x, g.constant('d', 'float32', [3])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [x, y])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Add', [x, x]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Add', [g.op('Mul', [x, g.constant('c', 'float32', [2, 2, 3])]), x])),
      ),
    ).toContain('a factor enlarges the value');
    expect(
      refusals(
        rule,
        model((g) => g.op('Add', [g.constant('c', 'float32', [2]), g.constant('c2', 'float32', [2])])),
      ),
    ).toContain('is not the same value');
  });
});
