import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { fuseGelu as rule } from './fuse-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('fuse-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.op('Mul', [
                x,
                g.op('Add', [
                  g.op('Erf', [g.op('Div', [x, g.scalar('root', 'float32', Math.SQRT2)])]),
                  g.scalar('one', 'float32', 1),
                ]),
              ]),
              g.scalar('half', 'float32', 0.5),
            ]),
          ),
        ),
      ),
    ).toEqual(['Gelu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.op('Mul', [x, g.scalar('half', 'float32', 0.5)]),
              g.op('Add', [
                g.op('Erf', [g.op('Mul', [x, g.scalar('root', 'float32', Math.SQRT1_2)])]),
                g.scalar('one', 'float32', 1),
              ]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Gelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            x,
            g.op('Mul', [
              g.scalar('half', 'float32', 0.25),
              g.op('Add', [
                g.op('Erf', [g.op('Div', [x, g.scalar('root', 'float32', Math.SQRT2)])]),
                g.scalar('one', 'float32', 1),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('a constant is not that of Gelu');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((z) =>
            g.op('Mul', [
              g.op('Mul', [
                z,
                g.op('Add', [
                  g.op('Erf', [g.op('Div', [z, g.scalar('root', 'float64', Math.SQRT2)])]),
                  g.scalar('one', 'float64', 1),
                ]),
              ]),
              g.scalar('half', 'float64', 0.5),
            ]))(g.op('Cast', [x], { to: 11 })),
        ),
      ),
    ).toContain('the type is float64, not float32');
  });
});
