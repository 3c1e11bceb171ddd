import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { joinReciprocalIntoDivision as rule } from './join-reciprocal-into-division';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('join-reciprocal-into-division', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.op('Reciprocal', [g.op('Exp', [y])]), x])),
        ),
      ),
    ).toEqual(['Exp', 'Div']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [x, g.op('Reciprocal', [g.op('Exp', [y])])])),
        ),
      ),
    ).toEqual(['Exp', 'Div']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [x, y])),
      ),
    ).toContain('no Reciprocal produces an input');
  });
});
