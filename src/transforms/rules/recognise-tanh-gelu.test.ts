import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { recogniseTanhGelu as rule } from './recognise-tanh-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('recognise-tanh-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              g.op('Mul', [
                g.op('Mul', [
                  x,
                  g.op('Add', [
                    g.op('Tanh', [
                      g.op('Mul', [
                        g.scalar('slope', 'float32', Math.sqrt(2 / Math.PI)),
                        g.op('Add', [
                          x,
                          g.op('Mul', [
                            g.op('Pow', [x, g.scalar('three', 'float32', 3)]),
                            g.scalar('cubic', 'float32', 0.044715),
                          ]),
                        ]),
                      ]),
                    ]),
                    g.scalar('one', 'float32', 1),
                  ]),
                ]),
                g.scalar('half', 'float32', 0.5),
              ]),
            20,
          ),
        ),
      ),
    ).toEqual(['Gelu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              g.op('Mul', [
                x,
                g.op('Mul', [
                  g.scalar('half', 'float32', 0.5),
                  g.op('Add', [
                    g.op('Tanh', [
                      g.op('Mul', [
                        g.scalar('slope', 'float32', Math.sqrt(2 / Math.PI)),
                        g.op('Add', [
                          x,
                          g.op('Mul', [
                            g.op('Mul', [x, g.op('Mul', [x, x])]),
                            g.scalar('cubic', 'float32', 0.044715),
                          ]),
                        ]),
                      ]),
                    ]),
                    g.scalar('one', 'float32', 1),
                  ]),
                ]),
              ]),
            20,
          ),
        ),
      ),
    ).toEqual(['Gelu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              g.op('Mul', [
                g.op('Mul', [x, g.scalar('half', 'float32', 0.5)]),
                g.op('Add', [
                  g.op('Tanh', [
                    g.op('Mul', [
                      g.scalar('slope', 'float32', Math.sqrt(2 / Math.PI)),
                      g.op('Add', [
                        x,
                        g.op('Mul', [
                          g.op('Pow', [x, g.scalar('three', 'float32', 3)]),
                          g.scalar('cubic', 'float32', 0.044715),
                        ]),
                      ]),
                    ]),
                  ]),
                  g.scalar('one', 'float32', 1),
                ]),
              ]),
            20,
          ),
        ),
      ),
    ).toEqual(['Gelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model(
          (g, x) =>
            g.op('Mul', [
              g.op('Mul', [
                x,
                g.op('Add', [
                  g.op('Tanh', [
                    g.op('Mul', [
                      g.scalar('slope', 'float32', Math.sqrt(2 / Math.PI)),
                      g.op('Add', [
                        x,
                        g.op('Mul', [
                          g.op('Pow', [x, g.scalar('three', 'float32', 3)]),
                          g.scalar('cubic', 'float32', 0.05),
                        ]),
                      ]),
                    ]),
                  ]),
                  g.scalar('one', 'float32', 1),
                ]),
              ]),
              g.scalar('half', 'float32', 0.5),
            ]),
          20,
        ),
      ),
    ).toContain('a constant is not that of Gelu');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.op('Mul', [
              x,
              g.op('Add', [
                g.op('Tanh', [
                  g.op('Mul', [
                    g.scalar('slope', 'float32', Math.sqrt(2 / Math.PI)),
                    g.op('Add', [
                      x,
                      g.op('Mul', [
                        g.op('Pow', [x, g.scalar('three', 'float32', 3)]),
                        g.scalar('cubic', 'float32', 0.044715),
                      ]),
                    ]),
                  ]),
                ]),
                g.scalar('one', 'float32', 1),
              ]),
            ]),
            g.scalar('half', 'float32', 0.5),
          ]),
        ),
      ),
    ).toContain('there is no Gelu before opset 20');
  });
});
