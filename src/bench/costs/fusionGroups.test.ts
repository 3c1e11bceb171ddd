import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, inferGraph, type ValueId } from '../../graph';
import { fusionGroups } from './fusionGroups';
import { groupKey } from './groupKey';
import { groupGraph } from './groupModel';
import { groupFeatures } from './measureGroup';

function groups(build: (g: GraphBuilder) => void, opset = 17): string[] {
  const g = graphBuilder({ opset });
  build(g);
  return fusionGroups(inferGraph(g.raw())).groups.map((nodes) => nodes.map((n) => n.op).join(' '));
}

describe('fusion groups', () => {
  it('keeps a convolution with what follows it element by element', () => {
    const found = groups((g) => {
      const x = g.input('x', 'float32', [1, 4, 8, 8]);
      const w = g.constant('w', 'float32', [4, 4, 1, 1]);
      const a = g.op('Relu', [g.op('Conv', [x, w])]);
      const b = g.op('Conv', [a, w]);
      g.output('y', g.op('MaxPool', [g.op('Relu', [g.op('Add', [b, a])])], { kernel_shape: [2, 2] }));
    });
    expect(found).toEqual(['Conv Relu', 'Conv Add Relu', 'MaxPool']);
  });

  it('keeps a LayerNorm that is spelled out together, and not what it is added to elsewhere', () => {
    const found = groups((g) => {
      const x = g.input('x', 'float32', [1, 16, 32]);
      const start = g.op('MatMul', [x, g.constant('w', 'float32', [32, 32])]);
      const d = g.op('Sub', [start, g.op('ReduceMean', [start], { axes: [-1] })]);
      const v = g.op('ReduceMean', [g.op('Pow', [d, g.scalar('two', 'float32', 2)])], { axes: [-1] });
      const n = g.op('Div', [d, g.op('Sqrt', [g.op('Add', [v, g.scalar('e', 'float32', 1e-5)])])]);
      const out = g.op('MatMul', [n, g.constant('w2', 'float32', [32, 32])]);
      g.output('y', g.op('Add', [out, start]));
    });
    expect(found).toEqual(['MatMul', 'ReduceMean Sub Pow ReduceMean Add Sqrt Div', 'MatMul Add']);
  });

  it('leaves out what ORT folds, removes or merges', () => {
    const found = groups((g) => {
      const x = g.input('x', 'float32', [2, 8]);
      const w = g.op('Transpose', [g.constant('w', 'float32', [4, 8])], { perm: [1, 0] });
      const one = g.op('Sigmoid', [g.op('Identity', [x])]);
      const two = g.op('Sigmoid', [x]);
      g.output('y', g.op('MatMul', [g.op('Mul', [one, two]), w]));
      g.output('z', g.op('Sigmoid', [x]));
    });
    expect(found.join()).not.toContain('Transpose');
    expect(found.join()).not.toContain('Identity');
  });

  it('merges twins of each attribute, and no others', () => {
    const found = groups((g) => {
      const x = g.input('x', 'float32', [2, 8]);
      const soft = (axis: number) => g.op('Softmax', [x], { axis });
      for (const [i, axis] of [0, 1, 1, 0].entries()) g.output(`y${i}`, g.op('Relu', [soft(axis)]));
    });
    expect(found.filter((ops) => ops === 'Softmax')).toHaveLength(2);
  });

  it('takes what ORT folds for the constant that it becomes', () => {
    const keys = (weight: (g: GraphBuilder) => ValueId) => {
      const g = graphBuilder({ opset: 17 });
      g.output('y', g.op('MatMul', [g.input('x', 'float32', [2, 4]), weight(g)]));
      const graph = inferGraph(g.raw());
      const { groups, folded } = fusionGroups(graph);
      return groups.map((nodes) => groupKey(graph, nodes, folded));
    };
    const given = keys((g) => g.constant('w', 'float32', [4, 8]));
    const turned = keys((g) => g.op('Transpose', [g.constant('w', 'float32', [8, 4])], { perm: [1, 0] }));
    const fed = keys((g) => g.input('w', 'float32', [4, 8]));
    expect(turned).toEqual(given);
    expect(fed).not.toEqual(given);
  });

  it('sees through what only passes a value on, in groups and keys', () => {
    const grouped = (pass: (g: GraphBuilder, x: ValueId) => ValueId) => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input('x', 'float32', [1, 4, 8, 8]);
      const conv = g.op('Conv', [pass(g, x), pass(g, g.constant('w', 'float32', [4, 4, 1, 1]))]);
      const half = g.op('Mul', [
        pass(g, g.op('Relu', [pass(g, conv)])),
        pass(g, g.scalar('h', 'float32', 0.5)),
      ]);
      g.output('y', g.op('Softmax', [half]));
      const graph = inferGraph(g.raw());
      const { groups } = fusionGroups(graph);
      return groups.map((nodes) => ({ ops: nodes.map((n) => n.op).join(' '), key: groupKey(graph, nodes) }));
    };
    const plain = grouped((_, x) => x);
    expect(plain.map(({ ops }) => ops)).toEqual(['Conv Relu Mul', 'Softmax']);
    expect(grouped((g, x) => g.op('Identity', [x]))).toEqual(plain);
    expect(grouped((g, x) => g.op('Cast', [g.op('Identity', [x])], { to: 1 }))).toEqual(plain);
    // A type that changes does work.
    const cast = grouped((g, x) => g.op('Cast', [g.op('Cast', [x], { to: 10 })], { to: 1 }));
    expect(cast.map(({ ops }) => ops).join(' ')).toContain('Cast');
  });

  it('sees through Dropout, unless its mask is read or it trains', () => {
    const dropped = (training: boolean) =>
      groups((g) => {
        const x = g.input('x', 'float32', [1, 4, 8, 8]);
        const conv = g.op('Conv', [x, g.constant('w', 'float32', [4, 4, 1, 1])]);
        const ratio = g.scalar('ratio', 'float32', 0.5);
        const inputs = training ? [conv, ratio, g.input('training', 'bool', [])] : [conv, ratio];
        g.output('y', g.op('Relu', [g.op('Dropout', inputs)]));
      });
    expect(dropped(false)).toEqual(['Conv Relu']);
    expect(dropped(true)).toEqual(['Conv', 'Relu']);
  });

  it('counts the elements of functions, of an activation that was taken in too', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [1, 4, 8, 8]);
    const w = g.constant('w', 'float32', [4, 4, 1, 1]);
    const plain = g.op('Relu', [g.op('Conv', [x, w])]);
    const bent = g.op('Mul', [plain, g.op('Tanh', [plain])]);
    g.output('y', bent);
    const fused = g.op('FusedConv', [x, w], { activation: 'Tanh' }, { domain: 'com.microsoft' });
    g.output('z', fused);
    const graph = inferGraph(g.raw());
    const counts = fusionGroups(graph).groups.map((nodes) => groupFeatures(graph, nodes).functions);
    expect(counts.sort()).toEqual([256, 256]);
  });

  it('keeps apart what leaves the graph behind an Identity', () => {
    const found = groups((g) => {
      const x = g.input('x', 'float32', [1, 4, 8, 8]);
      const conv = g.op('Conv', [x, g.constant('w', 'float32', [4, 4, 1, 1])]);
      g.output('seen', g.op('Identity', [conv]));
      g.output('y', g.op('Relu', [conv]));
    });
    expect(found).toEqual(['Conv', 'Relu']);
  });

  it('tells a square from a root, and one exponent from another', () => {
    const key = (exponent: number) => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input('x', 'float32', [2, 8]);
      g.output('y', g.op('Pow', [x, g.scalar('e', 'float32', exponent)]));
      const graph = g.build();
      return fusionGroups(graph)
        .groups.map((nodes) => groupKey(graph, nodes))
        .join();
    };
    expect(new Set([2, 0.5, 3].map(key)).size).toBe(3);
    expect(key(2)).toBe(key(2));
  });

  it('takes what is of a known size for what it is, also in the model that is timed', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [2, 4]);
    const wide = g.op('Expand', [g.constant('w', 'float32', [1, 4]), g.op('Shape', [x])]);
    g.output('y', g.op('Gemm', [x, wide], { transB: 1 }));
    const graph = inferGraph(g.raw());
    const { groups, folded } = fusionGroups(graph);
    const nodes = groups.flat();
    expect(groupKey(graph, nodes, folded)).toContain('x1:float32[2,4]c');
    expect(groupGraph(graph, nodes).inputs).toHaveLength(1);
  });

  it('has equal keys for equal groups, whatever their names, and others for other shapes', () => {
    const key = (name: string, width: number) => {
      const g = graphBuilder({ opset: 17 });
      const x = g.input(name, 'float32', [2, width]);
      g.output('y', g.op('Relu', [g.op('MatMul', [x, g.constant(`w${name}`, 'float32', [width, 4])])]));
      const graph = g.build();
      return fusionGroups(graph).groups.map((nodes) => groupKey(graph, nodes));
    };
    expect(key('a', 8)).toEqual(key('b', 8));
    expect(key('a', 8)).not.toEqual(key('a', 16));
    expect(key('a', 8)).toEqual([
      'MatMul@17{}(x0:float32[2,8],x1:float32[8,4]c)->float32[2,4] Relu@17{}(0.0)->float32[2,4]',
    ]);
  });
});
