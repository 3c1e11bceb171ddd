import { describe, expect, it } from 'vitest';
import { graphBuilder, validate } from '../graph';
import { playPhase, playRecipe } from './playRecipe';
import { rules } from './rules';

const target = { provider: 'wasm', standardOpsOnly: true } as const;

/** A chain in which one rewrite removes the next one's place, and one Identity that names an output and must stay. */
function chain() {
  const g = graphBuilder({ opset: 17 });
  let x = g.input('x', 'float32', [2, 3]);
  for (let i = 0; i < 4; i++) x = g.op('Neg', [g.op('Identity', [x])]);
  g.output('kept', g.op('Identity', [g.input('other', 'float32', [2])]));
  g.output('y', g.op('Relu', [x]));
  return g.build();
}

describe('playing a recipe', () => {
  it('sweeps until nothing applies, though places vanish and appear meanwhile', () => {
    const phases = [['eliminate-identity', 'eliminate-double-negation']];
    const { graph, trace } = playRecipe(chain(), phases, rules, target);
    expect(validate(graph)).toEqual([]);
    expect([...graph.nodes()].map(({ op }) => op).sort()).toEqual(['Identity', 'Relu']);
    expect(trace.filter((name) => name === 'eliminate-identity')).toHaveLength(4);
    expect(trace.filter((name) => name === 'eliminate-double-negation')).toHaveLength(2);
  });

  it('makes at most so many steps in a phase', () => {
    const phases = [['eliminate-identity']];
    expect(playRecipe(chain(), phases, rules, target, 3).trace).toHaveLength(3);
    expect(playRecipe(chain(), phases, rules, target, 0).trace).toEqual([]);
  });

  it('gives each step with the graph that it made', () => {
    const identity = rules.filter(({ name }) => name === 'eliminate-identity');
    const sizes = [...playPhase(chain(), identity, target)].map(({ graph }) => graph.size);
    expect(sizes).toEqual([9, 8, 7, 6]);
  });
});
