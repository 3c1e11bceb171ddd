import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { lowerClipToMinMax as rule } from './lower-clip-to-min-max';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('lower-clip-to-min-max', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Clip', [x, g.scalar('lm1', 'float32', -1), g.scalar('h0_5', 'float32', 0.5)]),
          ),
        ),
      ),
    ).toEqual(['Max', 'Min']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Clip', [x, null, g.scalar('h', 'float32', 0.5)])),
        ),
      ),
    ).toEqual(['Min']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Clip', [x, g.scalar('l', 'float32', 0.5)])),
        ),
      ),
    ).toEqual(['Max']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x])),
      ),
    ).toContain('there is no bound');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Clip', [x, g.op('ReduceMax', [y], { keepdims: 0 })])),
      ),
    ).toContain('a bound is not known');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x, g.scalar('c', 'int32', 0)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Clip', [x], { min: 0.5 }), 7),
      ),
    ).toContain('Max and Min do not broadcast before opset 8');
  });
});
