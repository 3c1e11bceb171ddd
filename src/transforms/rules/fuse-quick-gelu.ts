import { float32Refusal } from '../arithmetic';
import { any, constant, defineRule, float, must, op, optional, refuse, scalar } from '../kit';

export const fuseQuickGelu = defineRule({
  name: 'fuse-quick-gelu',
  family: 'fusion',
  title: 'A value times the sigmoid of its multiple (SiLU among them) becomes one kernel.',
  before: 'Mul(x, Sigmoid(x)), Mul(x, Sigmoid(Mul(x, α)))',
  after: 'com.microsoft.QuickGelu(x, α)',
  conditions: ['α is one constant number that adds no axes', 'float32'],
  algebra: 'x·σ(α·x)',
  exactness: 'reals',
  roots: [
    op(
      'Mul',
      [
        any('x'),
        op('Sigmoid', [optional((x) => op('Mul', [x, constant('alpha')], { commutative: true }), any('x'))]),
      ],
      { commutative: true },
    ),
  ],
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const alpha = m.find('alpha');
    if (alpha === null) return null;
    if (scalar(m.graph, alpha) === null) return refuse('the factor is not one number', { value: alpha });
    const rank = m.shape('x')?.length;
    if (rank !== undefined && m.constant('alpha').shape.length <= rank) return null;
    return refuse('the factor may add axes', { value: alpha });
  },
  rewrite: (m, b) => {
    const alpha = m.find('alpha') === null ? 1 : must(scalar(b.graph, m.value('alpha')), 'factor');
    return b.node('QuickGelu', [m.value('x')], { alpha: float(alpha) }, { domain: 'com.microsoft' });
  },
});
