import { describe, expect, it } from 'vitest';
import { createRandom, must } from '../core';
import { type Graph, type ValueId, validate } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { applySite, isRefusal } from './apply';
import { any, constant, defineRule, oneOf, op, optional, refuse } from './kit';
import { explain } from './legal';
import { createMatcher } from './matcher';
import type { Target } from './rule';
import { eliminateIdentity } from './rules/eliminate-identity';

const wasm: Target = { provider: 'wasm', standardOpsOnly: false };

/** Relu(Relu(x)) = Relu(x), with an optional Identity in between. */
const reluTwice = defineRule({
  name: 'merge-relus',
  family: 'elementwise',
  title: 'Relu is idempotent.',
  before: 'Relu(Relu(x))',
  after: 'Relu(x)',
  conditions: [],
  algebra: 'max(max(x, 0), 0) = max(x, 0)',
  exactness: 'bits',
  roots: [op('Relu', [optional((x) => op('Identity', [x]), op('Relu', [any('x')]))])],
  rewrite: (m, b) => b.node('Relu', [m.value('x')]),
});

const swap = defineRule({
  name: 'swap-addends',
  family: 'elementwise',
  title: 'A constant goes second.',
  before: 'Add(c, x)',
  after: 'Add(x, c)',
  conditions: ['x is not constant'],
  algebra: 'c + x = x + c',
  exactness: 'bits',
  roots: [op('Add', [constant('c'), any('x')], { commutative: true, name: 'add' })],
  check: (m) => {
    if (m.graph.constant(m.value('x')) !== null) return refuse('x is constant', { value: m.value('x') });
    return m.node('add').inputs[0] === m.value('c') ? null : refuse('in order');
  },
  rewrite: (m, b) => b.node('Add', [m.value('x'), m.value('c')]),
});

const mergeMul = defineRule({
  name: 'merge-equal-relus',
  family: 'matmul',
  title: 'Two Relus over one input.',
  before: 'Relu(x), Relu(x)',
  after: 'Relu(x)',
  conditions: [],
  algebra: 'f(x) = f(x)',
  exactness: 'bits',
  roots: [op('Relu', [any('x')]), op('Relu', [any('x')])],
  check: (m) => (m.roots[0] && m.roots[1] && m.roots[0].id > m.roots[1].id ? refuse('in order') : null),
  rewrite: (m) => new Map([[must(m.roots[1]?.outputs[0], 'output') as ValueId, m.output]]),
});

const all = [eliminateIdentity, reluTwice, swap, mergeMul];

function randomGraph(seed: number): Graph {
  const random = createRandom(seed);
  const g = graphBuilder();
  const values = [g.input('x', 'float32', [2, 3])];
  for (let i = 0; i < 40; i++) {
    const x = random.pick(values.slice(-4));
    const c = () => g.constant(`c${i}`, 'float32', [3]);
    const made = [
      () => g.op('Relu', [x]),
      () => g.op('Identity', [x]),
      () => g.op('Add', [c(), x]),
      () => g.op('Add', [x, random.pick(values)]),
    ];
    values.push(random.pick(made)());
  }
  g.output('y', must(values.at(-1), 'value'));
  g.output('z', must(values.at(-5), 'value'));
  return g.build();
}

describe('the engine', () => {
  it('refuses an inner value that is an output or used elsewhere, and says where', () => {
    const g = graphBuilder();
    const inner = g.op('Relu', [g.input('x', 'float32', [2])]);
    g.output('y', g.op('Relu', [inner]));
    g.output('inner', inner);
    const graph = g.build();
    const outer = must([...graph.nodes()][1], 'outer Relu');
    expect(explain(reluTwice, graph, outer, wasm)).toMatchObject({
      reason: 'an inner value is an output of the graph',
      value: inner,
    });
    const inside = must([...graph.nodes()][0], 'inner Relu');
    expect(explain(reluTwice, graph, inside, wasm)?.reason).toContain('no Relu produces an input');
  });

  it('matches optional nodes and commutative inputs', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2]);
    g.output('y', g.op('Relu', [g.op('Identity', [g.op('Relu', [x])])]));
    g.output('z', g.op('Add', [g.constant('c', 'float32', [2]), x]));
    const table = createMatcher(all, wasm).matchAll(g.build());
    expect([0, 1, 2, 3].map((rule) => table.sites(rule).length)).toEqual([1, 1, 1, 0]);
  });

  it('keeps a rule off providers and targets that it does not suit', () => {
    const microsoft = defineRule({
      ...reluTwice,
      name: 'elsewhere',
      standardOps: false,
      providers: ['webgpu'],
    });
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Relu', [g.input('x', 'float32', [2])])]));
    const graph = g.build();
    const count = (target: Target) => createMatcher([microsoft], target).matchAll(graph).size;
    expect(count(wasm)).toBe(0);
    expect(count({ provider: 'webgpu', standardOpsOnly: false })).toBe(1);
    expect(count({ provider: 'webgpu', standardOpsOnly: true })).toBe(0);
  });

  it('refuses a site at which a rule would make what inference refuses', () => {
    const mismatched = defineRule({
      ...reluTwice,
      name: 'mismatched',
      rewrite: (m, b) => b.node('Concat', [must(m.anchor.inputs[0], 'input'), b.ints([1, 2])], { axis: 0 }),
    });
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Relu', [g.input('x', 'float32', [2])])]));
    const graph = g.build();
    const site = must(createMatcher([mismatched], wasm).matchAll(graph).sites(0)[0], 'site');
    const outcome = applySite([mismatched], graph, site, wasm);
    expect(outcome).toMatchObject({ reason: expect.stringContaining('inference refuses') });
  });

  it('updates a table to what matching afresh finds, through random play', () => {
    const matcher = createMatcher(all, wasm);
    for (let seed = 0; seed < 30; seed++) {
      const random = createRandom(seed);
      let table = matcher.matchAll(randomGraph(seed));
      for (let step = 0; step < 30; step++) {
        const sites = [...table.all()];
        if (sites.length === 0) break;
        const applied = applySite(all, table.graph, random.pick(sites), wasm);
        if (isRefusal(applied)) throw new Error(applied.reason);
        expect(validate(applied.graph)).toEqual([]);
        table = matcher.update(table, applied.graph, applied.delta);
        const fresh = matcher.matchAll(applied.graph);
        expect([...table.all()]).toEqual([...fresh.all()]);
        expect(table.size).toBe(fresh.size);
      }
    }
  });

  it('offers alternatives as variants', () => {
    const either = defineRule({
      ...swap,
      name: 'either',
      roots: [op('Add', [oneOf(any('x'), constant('x')), any('c')], { commutative: true })],
      check: () => null,
      rewrite: (m, b) => b.node('Add', [m.value('c'), m.value('x')]),
    });
    const g = graphBuilder();
    g.output('y', g.op('Add', [g.input('x', 'float32', [2]), g.constant('k', 'float32', [2])]));
    const variants = createMatcher([either], wasm).matchAll(g.build()).sites(0);
    expect(variants.map((site) => site.variant)).toEqual([0, 1, 2]);
  });
});
