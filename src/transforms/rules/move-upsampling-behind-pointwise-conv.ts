import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op } from '../kit';
import { enlargedAlike, enlargementRefusal, upsamplingOps } from '../upsampling';
import { pointwiseRefusal } from '../windows';

export const moveUpsamplingBehindPointwiseConv = defineRule({
  name: 'move-upsampling-behind-pointwise-conv',
  family: 'motion',
  title: 'A 1×1 convolution works on the small map, which is enlarged afterwards.',
  before: 'Conv(Resize(x), w, b), w 1×1',
  after: 'Resize(Conv(x, w, b))',
  conditions: [
    'the convolution is 1×1 with stride 1 and no padding',
    'the map is enlarged, by whole numbers where elements are repeated (nearest), else linearly',
    'batch and channels stay as they are; float32 or float64',
  ],
  algebra: 'w·(Σ aᵢ x[i]) + b = Σ aᵢ (w·x[i] + b), as Σ aᵢ = 1',
  exactness: 'reals',
  undoes: ['move-upsampling-before-pointwise-conv'],
  roots: [
    op('Conv', [op(upsamplingOps, [any('x')], { name: 'resize', rest: 'sizes' }), any('w')], {
      rest: 'bias',
    }),
  ],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    pointwiseRefusal(m.graph, m.anchor, m.value('w')) ??
    enlargementRefusal(m.graph, m.node('resize'), m.output),
  rewrite: (m, b) => {
    const small = must(b.again(m.anchor, [m.value('x'), ...m.anchor.inputs.slice(1)])[0], 'output');
    return enlargedAlike(b, m.node('resize'), small, m.output);
  },
});
