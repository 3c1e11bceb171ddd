import { describe, expect, it } from 'vitest';
import { expand } from '../agent/expand';
import { graphBuilder } from '../graph/fixtures';
import { rules } from '../transforms';
import { createRewriteEnv, type RewriteState } from './rewriteEnv';
import { shorten } from './shorten';

/** Ten Identities in a row, of which the price only sees the Relu behind them. */
function identities() {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [4]);
  for (let i = 0; i < 10; i++) x = g.op('Identity', [x]);
  x = g.op('Relu', [x]);
  for (let i = 0; i < 4; i++) x = g.op('Identity', [g.op('Neg', [x])]);
  g.output('y', x);
  return g.build();
}

describe('shorten', () => {
  const count = (state: RewriteState, op: string) =>
    [...state.graph.nodes()].filter((node) => node.op === op).length;
  const graph = identities();
  const identity = rules.findIndex((rule) => rule.name === 'eliminate-identity');

  function played(estimate: (graph: RewriteState['graph']) => number) {
    const env = createRewriteEnv({
      graph,
      rules,
      target: { provider: 'wasm', standardOpsOnly: true },
      estimate,
      growthLimit: 3,
    });
    const states = [env.reset()];
    for (;;) {
      const at = states.at(-1) as RewriteState;
      const action = [...expand(env, at)].find(({ rule }) => rule === identity);
      const next = action === undefined ? null : env.step(at, action);
      if (next === null) return { env, states };
      states.push(next);
    }
  }

  it('keeps nothing when nothing has an effect', async () => {
    const { env, states } = played(() => 1);
    expect(states.length).toBeGreaterThan(10);
    const short = await shorten(env, states, { tolerance: 0, stop: async () => false });
    expect(short.states).toHaveLength(1);
  });

  it('keeps exactly the steps that the gain needs', async () => {
    // Only the first three removals pay.
    const { env, states } = played((g) =>
      Math.max(11, [...g.nodes()].filter((n) => n.op === 'Identity').length),
    );
    const short = await shorten(env, states, { tolerance: 0, stop: async () => false });
    const last = short.states.at(-1) as RewriteState;
    expect(short.cost).toBe(11);
    expect(count(last, 'Identity')).toBe(11);
    expect(short.states).toHaveLength(count(env.reset(), 'Identity') - 11 + 1);
  });

  it('stops when asked, with a trace that still reaches the end', async () => {
    const { env, states } = played((g) => g.size);
    const short = await shorten(env, states, { tolerance: 0, stop: async () => true });
    expect(short.states).toEqual(states);
  });
});
