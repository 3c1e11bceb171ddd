import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder, type PlainAttr } from '../../graph';
import { replaceAveragePoolByGlobal as rule } from './replace-average-pool-by-global';
import { expectRewrite, opsOf, refusals } from './testing';

function model(attrs: Record<string, PlainAttr>, shape: readonly Dim[] = [2, 3, 5, 4]) {
  const g = graphBuilder({ opset: 19 });
  g.output('y', g.op('AveragePool', [g.input('x', 'float32', shape)], { kernel_shape: [5, 4], ...attrs }));
  return g.build();
}

describe('replace-average-pool-by-global', () => {
  it.each([[{}], [{ strides: [2, 3], ceil_mode: 1 }], [{ auto_pad: 'VALID' }]])('%o', async (attrs) => {
    expect(opsOf(await expectRewrite(rule, model(attrs)))).toEqual(['GlobalAveragePool']);
  });
  it('refuses windows that do not cover the map just so', () => {
    expect(refusals(rule, model({ pads: [1, 0, 0, 0] }))).toEqual(['there may be padding']);
    expect(refusals(rule, model({}, [2, 3, 6, 4]))).toEqual(['the window does not cover the map']);
    expect(refusals(rule, model({}, [2, 3, 'h', 4]))).toEqual(['the size of the map is not known']);
  });
});
