import { describe, expect, it } from 'vitest';
import { concatChunks, decodeModel, encodeModel, graphBuilder, type ModelFunction } from '../../graph';
import { rules } from '../../transforms';
import { playRecipe } from '../../transforms/playRecipe';
import { constantsToCompute } from './constantsToCompute';

const target = { provider: 'wasm', standardOpsOnly: true } as const;

function tiled() {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 64, 16, 16]);
  const w = g.external('w', 'float32', [64, 64, 3, 3]);
  const scaled = g.op('Conv', [x, w, g.external('b', 'float32', [64])], { pads: [1, 1, 1, 1] });
  g.output('y', g.op('Relu', [scaled]));
  return playRecipe(g.build(), [['replace-conv-by-winograd']], rules, target).graph;
}

describe('constantsToCompute', () => {
  it('leaves as expressions what would be larger than its weights, and asks for these', () => {
    const { applied, external } = constantsToCompute(tiled());
    expect(applied.map(({ shape }) => shape)).toEqual([[36 * 64]]);
    expect(external.map(({ name }) => name)).toContain('w');
  });

  it('computes all where it must', () => {
    expect(constantsToCompute(tiled(), true).applied.map(({ shape }) => shape[0])).toContain(36 * 64);
    expect(constantsToCompute(tiled(), true).applied).toHaveLength(2);
  });

  it('asks for weights in other files that a graph inside or a function needs', () => {
    const branch = (name: string) => {
      const b = graphBuilder();
      b.output('out', b.op('Neg', [b.external(name, 'float32', [4])]));
      return b;
    };
    const scale: ModelFunction = {
      domain: 'local',
      name: 'Scale',
      overload: '',
      opsets: new Map([['', 17]]),
      attributes: [],
      defaults: new Map(),
      body: branch('in-function').raw(),
      extra: null,
    };
    const g = graphBuilder({ functions: new Map([['local:Scale:', scale]]), opsets: { local: 1 } });
    const chosen = { then_branch: branch('in-then'), else_branch: branch('in-else') };
    g.output('y', g.op('If', [g.input('c', 'bool', [])], chosen));
    const { external } = constantsToCompute(g.raw());
    expect(external.map(({ name }) => name)).toEqual(['in-then', 'in-else', 'in-function']);
  });

  it('gives a file as large as its weights, with their transformation as nodes', () => {
    const graph = tiled();
    const { applied } = constantsToCompute(graph);
    const file = concatChunks(
      encodeModel(graph, {
        resolve: (constant) => {
          if (constant.kind === 'applied')
            return applied.includes(constant) ? new Uint8Array(36 * 64 * 4) : null;
          return constant.source.at === 'external'
            ? new Uint8Array(constant.shape.reduce((n, d) => n * d, 4))
            : null;
        },
      }),
    );
    expect(file.byteLength).toBeLessThan(64 * 64 * 9 * 4 + 20_000);
    expect([...decodeModel(file).nodes()].filter(({ op }) => op === 'MatMul')).toHaveLength(4);
  });
});
