import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { lowerGelu as rule } from './lower-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('lower-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Gelu', [x]), 20),
        ),
      ),
    ).toEqual(['Mul', 'Erf', 'Add', 'Mul', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Gelu', [x], { approximate: 'tanh' }), 20),
        ),
      ),
    ).toEqual(['Mul', 'Mul', 'Mul', 'Add', 'Mul', 'Tanh', 'Add', 'Mul', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Gelu', [g.op('Cast', [x], { to: 10 })]), 20),
      ),
    ).toContain('the type is float16');
  });
});
