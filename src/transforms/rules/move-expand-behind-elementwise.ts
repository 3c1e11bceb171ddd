import { broadcastOf } from '../broadcast';
import {
  any,
  type Dim,
  defineRule,
  type Match,
  must,
  op,
  refuse,
  sameShape,
  shapeOf,
  staticShape,
} from '../kit';
import { elementwiseOver, withInput } from '../movable';

/** The result's shape when x is not expanded; null when it is not certain. */
function narrowShape(m: Match): readonly Dim[] | null {
  const [moved] = m.node('expand').outputs;
  return m.anchor.inputs.reduce<readonly Dim[] | null>(
    (shape, input) =>
      input === null ? shape : broadcastOf(shape, input === moved ? m.shape('x') : shapeOf(m.graph, input)),
    [],
  );
}

export const moveExpandBehindElementwise = defineRule({
  name: 'move-expand-behind-elementwise',
  family: 'motion',
  title: 'What an Expand repeats is computed once and repeated afterwards.',
  before: 'f(Expand(x), y…)',
  after: 'Expand(f(x, y…))',
  conditions: [
    'it is certain how x and the other operands broadcast',
    'together they are smaller than the result, whose shape is known',
  ],
  algebra: 'f(x[i], y[j]) is the same at every repetition of i and j',
  exactness: 'bits',
  undoes: ['move-expand-before-elementwise'],
  roots: [elementwiseOver(op('Expand', [any('x')], { name: 'expand', rest: 'shape' }))],
  check: (m) => {
    const narrow = narrowShape(m);
    const whole = staticShape(m.graph, m.output);
    if (narrow === null || whole === null) return refuse('a shape is not known', { node: m.anchor.id });
    return sameShape(narrow, whole)
      ? refuse('the other operands repeat it all the same', { node: m.node('expand').id })
      : null;
  },
  rewrite: (m, b) => {
    const moved = must(m.node('expand').outputs[0], 'expanded');
    const value = must(b.again(m.anchor, withInput(m.anchor, moved, m.value('x')))[0], 'output');
    return b.node('Expand', [value, b.ints(must(staticShape(m.graph, m.output), 'shape'))]);
  },
});
