import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { recogniseHardSwish as rule } from './recognise-hard-swish';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('recognise-hard-swish', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 })])),
        ),
      ),
    ).toEqual(['HardSwish']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x])])),
      ),
    ).toContain('the line is another one');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('HardSigmoid', [x])])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.op('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 })]), 13),
      ),
    ).toContain('there is no HardSwish before opset 14');
  });
});
