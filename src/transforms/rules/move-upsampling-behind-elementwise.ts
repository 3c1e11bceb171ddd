import { any, defineRule, dtypeOfValue, must, op, refuse } from '../kit';
import { elementwiseOver, manyElementsRefusal, withInput } from '../movable';
import { repetitionRefusal, upsamplingOps } from '../upsampling';

export const moveUpsamplingBehindElementwise = defineRule({
  name: 'move-upsampling-behind-elementwise',
  family: 'motion',
  title: 'An elementwise operator works on the small map, which is enlarged afterwards.',
  before: 'f(Resize(x), c…)',
  after: 'Resize(f(x, c…))',
  conditions: [
    'it enlarges by whole numbers and repeats elements (nearest)',
    'every other operand has one element; float32 before and behind',
  ],
  algebra: 'every element of the large map is one of the small map',
  exactness: 'bits',
  undoes: ['move-upsampling-before-elementwise'],
  roots: [elementwiseOver(op(upsamplingOps, [any('x')], { name: 'resize', rest: 'sizes' }))],
  check: (m) => {
    const resize = m.node('resize');
    for (const value of [m.value('x'), m.output]) {
      if (dtypeOfValue(m.graph, value) !== 'float32') return refuse('the type is not float32', { value });
    }
    return (
      repetitionRefusal(m.graph, resize) ??
      manyElementsRefusal(m.graph, m.anchor, must(resize.outputs[0], 'map'))
    );
  },
  rewrite: (m, b) => {
    const resize = m.node('resize');
    const large = must(resize.outputs[0], 'map');
    const value = must(b.again(m.anchor, withInput(m.anchor, large, m.value('x')))[0], 'output');
    return must(b.again(resize, [value, ...resize.inputs.slice(1)])[0], 'output');
  },
});
