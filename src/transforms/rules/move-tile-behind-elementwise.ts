import { any, defineRule, knownInts, type Match, must, op, type Refusal, refuse, shapeOf } from '../kit';
import { elementwiseOver, withInput } from '../movable';

/** Refuses another operand that differs from one repetition to the next. */
function operandRefusal(m: Match, repeats: readonly number[]): Refusal | null {
  const [tiled] = m.node('tile').outputs;
  for (const input of m.anchor.inputs) {
    if (input === null || input === tiled) continue;
    const shape = shapeOf(m.graph, input);
    if (shape === null || shape.length > repeats.length) {
      return refuse('another operand has more axes, or that is not known', { value: input });
    }
    const missing = repeats.length - shape.length;
    if (shape.some((dim, i) => dim !== 1 && repeats[i + missing] !== 1)) {
      return refuse('another operand varies along a repeated axis', { value: input });
    }
  }
  return null;
}

export const moveTileBehindElementwise = defineRule({
  name: 'move-tile-behind-elementwise',
  family: 'motion',
  title: 'What a Tile repeats is computed once and repeated afterwards.',
  before: 'f(Tile(x), c…)',
  after: 'Tile(f(x, c…))',
  conditions: ['the repeats are known', 'no other operand varies along a repeated axis'],
  algebra: 'f(x[i mod n], c) is the same in every repetition',
  exactness: 'bits',
  undoes: ['move-tile-before-elementwise'],
  roots: [elementwiseOver(op('Tile', [any('x')], { name: 'tile', rest: 'repeats' }))],
  check: (m) => {
    const tile = m.node('tile');
    const repeats = knownInts(m.graph, tile.inputs[1]);
    if (repeats === null || m.shape('x')?.length !== repeats.length) {
      return refuse('the repeats are not known', { node: tile.id });
    }
    return operandRefusal(m, repeats);
  },
  rewrite: (m, b) => {
    const tile = m.node('tile');
    const tiled = must(tile.outputs[0], 'tiled');
    const value = must(b.again(m.anchor, withInput(m.anchor, tiled, m.value('x')))[0], 'output');
    return must(b.again(tile, [value, ...tile.inputs.slice(1)])[0], 'output');
  },
});
