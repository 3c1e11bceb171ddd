import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { lowerHardSwish as rule } from './lower-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('lower-hard-swish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('HardSwish', [x])),
        ),
      ),
    ).toEqual(['HardSigmoid', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('HardSwish', [g.op('Cast', [x], { to: 10 })])),
      ),
    ).toContain('the type is float16, not float32');
  });
});
