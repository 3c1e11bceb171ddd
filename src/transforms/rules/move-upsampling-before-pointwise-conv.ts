import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op } from '../kit';
import { enlargedAlike, enlargementRefusal, upsamplingOps } from '../upsampling';
import { pointwiseRefusal } from '../windows';

export const moveUpsamplingBeforePointwiseConv = defineRule({
  name: 'move-upsampling-before-pointwise-conv',
  family: 'motion',
  title: 'A map can be enlarged before a 1×1 convolution, where other convolutions may join it.',
  before: 'Resize(Conv(x, w, b)), w 1×1',
  after: 'Conv(Resize(x), w, b)',
  conditions: [
    'the convolution is 1×1 with stride 1 and no padding',
    'the map is enlarged, by whole numbers where elements are repeated (nearest), else linearly',
    'batch and channels stay as they are; float32 or float64',
  ],
  algebra: 'w·(Σ aᵢ x[i]) + b = Σ aᵢ (w·x[i] + b), as Σ aᵢ = 1',
  exactness: 'reals',
  undoes: ['move-upsampling-behind-pointwise-conv'],
  roots: [
    op(upsamplingOps, [op('Conv', [any('x'), any('w')], { name: 'conv', rest: 'bias' })], { rest: 'sizes' }),
  ],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    pointwiseRefusal(m.graph, m.node('conv'), m.value('w')) ??
    enlargementRefusal(m.graph, m.anchor, m.value('x')),
  rewrite: (m, b) => {
    const conv = m.node('conv');
    const large = enlargedAlike(b, m.anchor, m.value('x'), m.value('x'));
    return must(b.again(conv, [large, ...conv.inputs.slice(1)])[0], 'output');
  },
});
