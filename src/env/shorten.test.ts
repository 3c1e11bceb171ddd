import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { applySite, createMatcher, isRefusal, rules, type Target } from '../transforms';
import { shorten, type TraceStep } from './shorten';

const target: Target = { provider: 'wasm', standardOpsOnly: true };
const identity = rules.findIndex((rule) => rule.name === 'eliminate-identity');
const countOf = (graph: Graph, op: string) => [...graph.nodes()].filter((node) => node.op === op).length;

/** Ten Identities in a row, a Relu, and four more behind Negs. */
function identities(): Graph {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [4]);
  for (let i = 0; i < 10; i++) x = g.op('Identity', [x]);
  x = g.op('Relu', [x]);
  for (let i = 0; i < 4; i++) x = g.op('Identity', [g.op('Neg', [x])]);
  g.output('y', x);
  return g.build();
}

/** Removes one Identity after the other, as long as there are any. */
function play(base: Graph): TraceStep[] {
  const matcher = createMatcher(rules, target);
  const steps: TraceStep[] = [];
  for (let graph = base; ; ) {
    const [site] = matcher.matchAll(graph).sites(identity);
    const applied = site === undefined ? null : applySite(rules, graph, site, target);
    if (site === undefined || applied === null || isRefusal(applied)) return steps;
    graph = applied.graph;
    steps.push({ site, graph });
  }
}

describe('shorten', () => {
  const base = identities();
  const steps = play(base);
  const options = { base, rules, target, tolerance: 0, stop: async () => false };

  it('keeps nothing when nothing has an effect', async () => {
    expect(steps.length).toBeGreaterThan(10);
    expect((await shorten(steps, { ...options, estimate: () => 1 })).steps).toHaveLength(0);
  });

  it('keeps exactly as many steps as the gain needs', async () => {
    const before = countOf(base, 'Identity');
    const estimate = (graph: Graph) => Math.max(11, countOf(graph, 'Identity'));
    const short = await shorten(steps, { ...options, estimate });
    expect(short.steps).toHaveLength(before - 11);
    expect(countOf(short.steps.at(-1)?.graph ?? base, 'Identity')).toBe(11);
  });

  it('asks before every step that it plays, and leaves the one it was at out', async () => {
    let asked = 0;
    const until = 25;
    const short = await shorten(steps, {
      ...options,
      estimate: (graph) => graph.size,
      stop: async () => ++asked > until,
    });
    expect(asked).toBe(until + 1);
    expect(short.engineSteps).toBeLessThanOrEqual(steps.length * until);
    expect(short.steps.at(-1)?.graph.size).toBe(steps.at(-1)?.graph.size);
  });

  it('stops when asked, with a trace that still reaches the end', async () => {
    const short = await shorten(steps, {
      ...options,
      estimate: (graph) => graph.size,
      stop: async () => true,
    });
    expect(short.steps).toEqual(steps);
  });
});
