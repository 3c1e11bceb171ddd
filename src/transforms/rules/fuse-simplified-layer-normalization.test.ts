import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseSimplifiedLayerNormalization as rule } from './fuse-simplified-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-simplified-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.constant('scale', 'float32', [3]),
              g.op('Div', [
                x,
                g.op('Sqrt', [
                  g.op('Add', [
                    g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                    g.scalar('epsilon', 'float32', 1e-3),
                  ]),
                ]),
              ]),
            ]),
          ),
        ),
      ),
    ).toEqual(['SimplifiedLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.constant('scale', 'float32', [3]),
              g.op('Mul', [
                x,
                g.op('Reciprocal', [
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Mul', [x, x])], { axes: [-1] }),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]),
              ]),
            ]),
          ),
        ),
      ),
    ).toEqual(['SimplifiedLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.constant('scale', 'float32', [3]),
              g.op('Mul', [
                g.op('Div', [
                  g.scalar('one', 'float32', 1),
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]),
                x,
              ]),
            ]),
          ),
        ),
      ),
    ).toEqual(['SimplifiedLayerNormalization']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [3]),
            g.op('Div', [
              x,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [0] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('the mean is not over the last axis');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [3]),
            g.op('Div', [
              x,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 3)])], { axes: [-1] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('the power is not 2');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [2, 1]),
            g.op('Div', [
              x,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('the scale is no vector along the last axis');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [3]),
            g.op('Div', [
              x,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.constant('epsilon', 'float32', [3]),
                ]),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('what is added to the mean is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [3]),
            g.op('Div', [
              x,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.constant('epsilon', 'float32', [1, 1, 1], [0.5]),
                ]),
              ]),
            ]),
          ]),
        ),
      ),
    ).toContain('a constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.constant('scale', 'float32', [3]),
            g.op('Mul', [
              g.op('Div', [
                g.scalar('one', 'float32', 2),
                g.op('Sqrt', [
                  g.op('Add', [
                    g.op('ReduceMean', [g.op('Pow', [x, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                    g.scalar('epsilon', 'float32', 1e-3),
                  ]),
                ]),
              ]),
              x,
            ]),
          ]),
        ),
      ),
    ).toContain('the dividend is not 1');
  });
});
