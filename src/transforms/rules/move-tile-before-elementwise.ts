import { defineRule, knownInts, must, op, refuse, sameShape, shapeOf } from '../kit';
import { movableOps, movedSlot, withInput } from '../movable';

export const moveTileBeforeElementwise = defineRule({
  name: 'move-tile-before-elementwise',
  family: 'motion',
  title: 'An elementwise result that is repeated can be computed of a repeated operand.',
  before: 'Tile(f(x, c…))',
  after: 'f(Tile(x), c…)',
  conditions: [
    'the repeats are known; x is as large as the result',
    'no other operand varies along a repeated axis',
  ],
  algebra: 'f(x[i mod n], c) is the same in every repetition',
  exactness: 'bits',
  undoes: ['move-tile-behind-elementwise'],
  roots: [op('Tile', [op(movableOps, null, { name: 'f' })], { rest: 'repeats' })],
  check: (m) => {
    const node = m.node('f');
    const slot = movedSlot(m.graph, node);
    const x = slot === null ? null : (node.inputs[slot] ?? null);
    const repeats = knownInts(m.graph, m.anchor.inputs[1]);
    if (x === null) return refuse('every operand is constant', { node: node.id });
    if (repeats === null) return refuse('the repeats are not known', { node: m.anchor.id });
    if (!sameShape(shapeOf(m.graph, x), shapeOf(m.graph, node.outputs[0]))) {
      return refuse('the operand is smaller than the result', { value: x });
    }
    for (const input of node.inputs) {
      if (input === null || input === x) continue;
      const shape = shapeOf(m.graph, input);
      const missing = repeats.length - (shape?.length ?? 0);
      if (shape === null || shape.some((dim, i) => dim !== 1 && repeats[i + missing] !== 1)) {
        return refuse('another operand varies along a repeated axis', { value: input });
      }
    }
    return null;
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const x = must(node.inputs[must(movedSlot(m.graph, node), 'slot')], 'operand');
    const tiled = must(b.again(m.anchor, [x, ...m.anchor.inputs.slice(1)])[0], 'tiled');
    return must(b.again(node, withInput(node, x, tiled))[0], 'output');
  },
});
