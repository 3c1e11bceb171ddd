import { literal } from '../../graph/literal';
import { arithmeticRefusal } from '../arithmetic';
import { batchNormRefusal } from '../batchNorm';
import { any, constant, defineRule, floatAttr, maybe, must, op } from '../kit';

export const foldBatchNormalizationIntoConv = defineRule({
  name: 'fold-batch-normalization-into-conv',
  family: 'convolution',
  title: 'BatchNormalization behind a Conv goes into its weights and bias.',
  before: 'BatchNormalization(Conv(x, w, b), γ, β, μ, σ²)',
  after: 'Conv(x, w·k, (b − μ)·k + β) with k = γ/√(σ² + ε)',
  conditions: [
    'weights, bias and statistics are constant, of one type: float32 or float64 (γ/√(σ² + ε) can overflow a half)',
    'the normalization is per channel, in inference mode, and gives nothing else',
  ],
  algebra: 'γ·(w ∗ x + b − μ)/√(σ² + ε) + β = (w·k) ∗ x + (b − μ)·k + β',
  exactness: 'reals',
  roots: [
    op('BatchNormalization', [
      op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' }),
      constant('scale'),
      constant('shift'),
      constant('mean'),
      constant('variance'),
    ]),
  ],
  check: (m, context) => arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.anchor),
  rewrite: (m, b) => {
    const epsilon = floatAttr(m.anchor, 'epsilon', 1e-5);
    const [variance, mean] = [m.constant('variance'), m.constant('mean')];
    const deviation = b.fold('Sqrt', [b.fold('Add', [variance, literal(variance.dtype, [], [epsilon])])]);
    const factor = b.fold('Div', [m.constant('scale'), deviation]);
    const w = m.constant('w');
    const column = [w.shape[0] ?? 0, ...w.shape.slice(1).map(() => 1)];
    const perKernel = b.fold('Reshape', [factor, literal('int64', [column.length], column)]);
    const centred = m.find('b') === null ? b.fold('Neg', [mean]) : b.fold('Sub', [m.constant('b'), mean]);
    const bias = b.fold('Add', [b.fold('Mul', [centred, factor]), m.constant('shift')]);
    const inputs = [m.value('x'), b.folded('Mul', [w, perKernel]), b.add(bias)];
    return must(b.again(m.node('conv'), inputs)[0], 'output');
  },
});
