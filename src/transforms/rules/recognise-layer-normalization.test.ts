import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseLayerNormalization as rule } from './recognise-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((d) =>
                g.op('Div', [
                  d,
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [1] }),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
            17,
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((d) =>
                g.op('Div', [
                  d,
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Mul', [d, d])], { axes: [1] }),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
            17,
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((d) =>
                g.op('Div', [
                  d,
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Mul', [d, d])], { axes: [1, 0] }),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [0, 1] })])),
            17,
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model(
            (g, x) =>
              ((d) =>
                g.op('Div', [
                  d,
                  g.op('Sqrt', [
                    g.op('Add', [
                      g.op('ReduceMean', [g.op('Mul', [d, d]), g.ints('axes', [-1])]),
                      g.scalar('epsilon', 'float32', 1e-3),
                    ]),
                  ]),
                ]))(g.op('Sub', [x, g.op('ReduceMean', [x, g.ints('axes1', [1])])])),
            18,
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [0] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [0] })])),
        ),
      ),
    ).toContain('the means are not over the same last axes of known size');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [0, 1] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
        ),
      ),
    ).toContain('the means are not over the same last axes of known size');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.constant('epsilon', 'float32', [3]),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
        ),
      ),
    ).toContain('what is added to the variance is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.scalar('epsilon', 'float32', -1),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
        ),
      ),
    ).toContain('what is added to the variance is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [-1] }),
                  g.constant('epsilon', 'float32', [1, 1, 1], [1]),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
        ),
      ),
    ).toContain('a constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 3)])], { axes: [1] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
        ),
      ),
    ).toContain('the power is not 2');
    expect(
      refusals(
        rule,
        model((g, x) =>
          ((d) =>
            g.op('Div', [
              d,
              g.op('Sqrt', [
                g.op('Add', [
                  g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [0, 1] }),
                  g.scalar('epsilon', 'float32', 1e-3),
                ]),
              ]),
            ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [0, 1], keepdims: 0 })])),
        ),
      ),
    ).toContain('a mean drops its axes');
    expect(
      refusals(
        rule,
        model(
          (g, x) =>
            ((d) =>
              g.op('Div', [
                d,
                g.op('Sqrt', [
                  g.op('Add', [
                    g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [1] }),
                    g.scalar('epsilon', 'float32', 1e-3),
                  ]),
                ]),
              ]))(g.op('Sub', [x, g.op('ReduceMean', [x], { axes: [-1] })])),
          16,
        ),
      ),
    ).toContain('there is no LayerNormalization before opset 17');
  });
});
