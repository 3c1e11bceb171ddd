import { describe, expect, it } from 'vitest';
import { type Graph, graphBuilder, validate } from '../graph';
import { playCheaper } from './playCheaper';
import { playPhase } from './playRecipe';
import { rules } from './rules';

const target = { provider: 'wasm', standardOpsOnly: true } as const;
const named = (...names: readonly string[]) => rules.filter(({ name }) => names.includes(name));

/** Two convolutions, a wide one that tiles save work on and a narrow one, each behind an activation. */
function net(): Graph {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 64, 16, 16]);
  const wide = g.op('Conv', [x, g.external('w', 'float32', [64, 64, 3, 3])], { pads: [1, 1, 1, 1] });
  const narrow = g.op('Conv', [g.op('Relu', [wide]), g.external('v', 'float32', [32, 64, 3, 3])]);
  g.output('y', g.op('Sqrt', [g.op('Relu', [narrow])]));
  return g.build();
}

const ops = (graph: Graph): readonly string[] => [...graph.nodes()].map(({ op }) => op);
const count = (graph: Graph, op: string): number => ops(graph).filter((name) => name === op).length;

function play(
  estimate: (graph: Graph) => number,
  followUps: readonly string[],
  needsFollowUp = false,
  least = 0,
) {
  const options = {
    needsFollowUp,
    least,
    rules: named('replace-conv-by-winograd'),
    followUps: named(...followUps),
    target,
    estimate,
  };
  return [...playCheaper(net(), options)];
}

describe('playing where it is cheaper', () => {
  it('leaves rewrites that nothing follows from, where something has to', () => {
    const cheap = (graph: Graph): number => -graph.size;
    const found = play(cheap, ['lower-relu-to-max'], true);
    expect(found.map((steps) => (steps?.length ?? 0) > 1)).toEqual([true, true]);
    expect(play(cheap, [], true)).toEqual([]);
  });

  it('makes the rewrites that lower the price, and leaves the others', () => {
    // Of the two only the one in front of 64 channels pays.
    const price = (graph: Graph): number => {
      const wide = [...graph.values()].some(
        ({ type, producer }) =>
          producer !== null &&
          type?.kind === 'tensor' &&
          String(type.shape) === '1,64,16,16' &&
          graph.node(producer).op === 'Conv',
      );
      return (wide ? 10 : 0) + (count(graph, 'Conv') > 4 ? 5 : 0);
    };
    const found = play(price, []);
    expect(found.map((steps) => steps?.length ?? null)).toEqual([1, null]);
    const end = found[0]?.[0]?.graph;
    expect(end && validate(end)).toEqual([]);
    expect(end && count(end, 'Conv')).toBe(4);
  });

  it('leaves an activation to the convolution that takes it in, whatever the price says', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [1, 4, 8, 8]);
    const conv = g.op('Conv', [x, g.external('w', 'float32', [4, 4, 3, 3])], { pads: [1, 1, 1, 1] });
    const shared = g.op('Conv', [x, g.external('v', 'float32', [4, 4, 3, 3])], { pads: [1, 1, 1, 1] });
    g.output('taken', g.op('Relu', [conv]));
    g.output('sum', g.op('Add', [g.op('Relu', [shared]), shared]));
    g.output('alone', g.op('Relu', [g.op('Neg', [x])]));
    const relus = named('lower-relu-to-max');
    const options = { rules: relus, followUps: [], target, estimate: (graph: Graph) => -count(graph, 'Max') };
    const end = [...playCheaper(g.build(), options)].at(-1)?.at(-1)?.graph;
    expect([end && count(end, 'Relu'), end && count(end, 'Max')]).toEqual([1, 2]);
    const swept = [...playPhase(g.build(), relus, target)].at(-1)?.graph;
    expect([swept && count(swept, 'Relu'), swept && count(swept, 'Max')]).toEqual([1, 2]);
  });

  it('prices a rewrite with what follows from it', () => {
    // Without its activation lowered as well a rewrite looks dearer than none.
    const price = (graph: Graph): number => count(graph, 'Relu') * 10 - count(graph, 'Conv');
    const found = play(price, ['lower-relu-to-max']);
    expect(found.map((steps) => steps?.length ?? null)).toEqual([2, 2]);
    expect(found.map((steps) => steps?.map(({ site }) => site.rule))).toEqual([
      [0, 1],
      [0, 1],
    ]);
    const end = found.at(-1)?.at(-1)?.graph;
    expect(end && count(end, 'Max')).toBe(2);
  });

  it('leaves what saves less than has to be saved', () => {
    // Each place saves 1 of 102 at first.
    const price = (graph: Graph): number => 100 + 2 - Number(graph.size > 5) - Number(graph.size > 60);
    const saved = (least: number) => play(price, [], false, least).map((steps) => steps?.length ?? null);
    expect(saved(0)[0]).toBe(1);
    expect(saved(0.005)[0]).toBe(1);
    expect(saved(0.02).every((steps) => steps === null)).toBe(true);
  });

  it('does nothing where nothing is cheaper', () => {
    expect(play(() => 1, ['lower-relu-to-max'])).toEqual([null, null]);
  });
});
