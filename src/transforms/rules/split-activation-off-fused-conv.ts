import type { Node } from '../../graph';
import { float32Refusal } from '../arithmetic';
import { clip } from '../clipBounds';
import { any, type Builder, defineRule, float, maybe, must, op, refuse, stringAttr } from '../kit';

/** How many parameters an activation has in the kernel's attribute. */
const parameters: Readonly<Record<string, number>> = {
  '': 0,
  Relu: 0,
  Tanh: 0,
  Sigmoid: 0,
  LeakyRelu: 1,
  HardSigmoid: 2,
  Clip: 2,
};

interface Activation {
  readonly name: string;
  readonly values: readonly number[];
}

/** What a FusedConv does to its result; null where that is nothing that is known here. */
function activationOf({ attrs }: Node, name: string): Activation | null {
  const listed = attrs.get('activation_params');
  const values = listed?.kind === 'floats' ? listed.value : [];
  return parameters[name] === values.length ? { name, values } : null;
}

const nameOf = (node: Node): string => stringAttr(node, 'activation', '');

/** Files that ORT's optimizer wrote have these; rules about convolutions know Conv, and ORT fuses the two again. */
export const splitActivationOffFusedConv = defineRule({
  name: 'split-activation-off-fused-conv',
  family: 'fusion',
  title: 'The activation of a fused convolution stands by itself.',
  before:
    'com.microsoft.FusedConv(x, w, b) with activation f, none, Relu, Clip, LeakyRelu, Sigmoid, Tanh or HardSigmoid',
  after: 'f(Conv(x, w, b))',
  conditions: ['the activation has as many parameters as its operator', 'float32'],
  algebra: 'f(w∗x + b)',
  exactness: 'reals',
  undoes: ['fuse-conv-activation'],
  roots: [op('FusedConv', [any('x'), any('w'), maybe(any('b'))], { domain: 'com.microsoft', name: 'conv' })],
  check: (m) =>
    float32Refusal(m.graph, m.value('x')) ??
    (activationOf(m.node('conv'), nameOf(m.node('conv'))) === null
      ? refuse('its activation is not known here')
      : null),
  rewrite: (m, b) => {
    const fused = m.node('conv');
    const activation = must(activationOf(fused, nameOf(fused)), 'activation');
    const attrs = Object.fromEntries(
      [...fused.attrs].filter(([name]) => name !== 'activation' && name !== 'activation_params'),
    );
    return activated(b, b.node('Conv', fused.inputs, attrs), activation);
  },
});

function activated(b: Builder, x: ReturnType<Builder['node']>, { name, values }: Activation) {
  const [first = 0, second = 0] = values;
  switch (name) {
    case '':
      return x;
    case 'LeakyRelu':
      return b.node(name, [x], { alpha: float(first) });
    case 'HardSigmoid':
      return b.node(name, [x], { alpha: float(first), beta: float(second) });
    case 'Clip':
      return clip(b, x, 'float32', { min: first, max: second });
    default:
      return b.node(name, [x]);
  }
}
