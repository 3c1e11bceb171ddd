import { describe, expect, it } from 'vitest';
import { must } from '../core';
import type { Graph } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { createMatcher, rules, type Target } from '../transforms';
import { createRewriteEnv, type RewriteState } from './rewriteEnv';

const target: Target = { provider: 'wasm', standardOpsOnly: true };
const identity = rules.findIndex((rule) => rule.name === 'eliminate-identity');

/** Identities between Negs, more of them than a table is brought up to date along. */
function identities(): Graph {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [4, 8]);
  for (let i = 0; i < 30; i++) x = g.op(i % 3 === 2 ? 'Neg' : 'Identity', [x]);
  g.output('y', g.op('Transpose', [g.op('Transpose', [x], { perm: [1, 0] })], { perm: [1, 0] }));
  return g.build();
}

const envOf = (graph: Graph, prices: number[] = []) =>
  createRewriteEnv({
    graph,
    rules,
    target,
    growthLimit: 2,
    estimate: (g) => {
      prices.push(g.size);
      return g.size;
    },
  });

describe('moves', () => {
  it('lead to the same state again, which is priced once', () => {
    const prices: number[] = [];
    const env = envOf(identities(), prices);
    const start = env.reset();
    const action = { rule: identity, site: 1 };
    const next = must(env.step(start, action), 'next');
    expect(env.step(start, action)).toBe(next);
    expect(env.step(start, { rule: identity, site: 0 })).not.toBe(next);
    expect([env.cost(next), env.cost(next)]).toEqual([next.graph.size, next.graph.size]);
    expect(prices).toHaveLength(1);
    expect(env.step(start, { rule: identity, site: 200 })).toBeNull();
  });

  it('of some rules alone are those of all rules, by the same numbers', () => {
    const env = envOf(identities());
    const chosen = rules.flatMap(({ family }, rule) =>
      family === rules[identity]?.family || rule % 7 === 0 ? [rule] : [],
    );
    const some = must(env.only, 'only')(chosen);
    let at: RewriteState = env.reset();
    for (let step = 0; step < 20; step++) {
      const [all, own] = [env.counts(at), some.counts(at)];
      for (let rule = 0; rule < rules.length; rule++)
        expect(own[rule]).toBe(chosen.includes(rule) ? all[rule] : 0);
      if ((own[identity] ?? 0) === 0) break;
      const action = { rule: identity, site: step % (own[identity] ?? 1) };
      const next = must(some.step(at, action), 'next');
      expect(env.step(at, action)).toBe(next);
      at = next;
    }
    expect(at.graph.size).toBeLessThan(identities().size);
  });

  it('are found however late somebody asks for them', () => {
    const env = envOf(identities());
    const some = must(env.only, 'only')([identity]);
    const way: RewriteState[] = [env.reset()];
    for (let at = env.reset(); (some.counts(at)[identity] ?? 0) > 0; way.push(at))
      at = must(some.step(at, { rule: identity, site: 0 }), 'next');
    expect(way.length).toBeGreaterThan(15);
    const matcher = createMatcher(rules, target);
    // From the end, whose way back is longer than a table is brought up to date along, to the start.
    for (const state of way.reverse()) {
      const fresh = matcher.matchAll(state.graph);
      for (let rule = 0; rule < rules.length; rule++)
        expect(state.table.sites(rule)).toEqual(fresh.sites(rule));
    }
  });
});
