import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../graph/fixtures';
import { explain } from './legal';
import { createMatcher } from './matcher';
import { rules } from './rules';

const target = { provider: 'wasm', standardOpsOnly: false } as const;

describe('legality', () => {
  const model = (quantize: boolean) => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [1, 4, 6, 6]);
    let y = g.op('GlobalAveragePool', [g.op('Identity', [x])]);
    if (quantize)
      y = g.op('QuantizeLinear', [y, g.scalar('scale', 'float32', 0.1), g.scalar('zero', 'int8', 0)]);
    g.output('y', y);
    return g.build();
  };
  const legal = (quantize: boolean) => {
    const table = createMatcher(rules, target).matchAll(model(quantize));
    return new Set([...table.all()].map((site) => rules[site.rule]?.exactness));
  };

  it('leaves models that quantize their values to rules that keep every bit', () => {
    expect(legal(false)).toEqual(new Set(['bits', 'reals']));
    expect(legal(true)).toEqual(new Set(['bits']));
  });

  it('says why', () => {
    const graph = model(true);
    const pool = [...graph.nodes()].find((node) => node.op === 'GlobalAveragePool');
    const rule = rules.find(({ name }) => name === 'replace-global-average-pool-by-mean');
    expect(pool && rule && explain(rule, graph, pool, target)?.reason).toMatch(/quantizes/);
  });
});
