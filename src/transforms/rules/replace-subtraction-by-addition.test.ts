import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { replaceSubtractionByAddition as rule } from './replace-subtraction-by-addition';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('replace-subtraction-by-addition', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Sub', [x, g.constant('c', 'float32', [3])])),
        ),
      ),
    ).toEqual(['Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sub', [x, g.scalar('c', 'int32', 2)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g) => g.op('Sub', [g.constant('d', 'float32', [3]), g.constant('c', 'float32', [3])])),
      ),
    ).toContain('both are constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Sub', [x, y])),
      ),
    ).toContain('an input is not constant');
  });
});
