import {
  defineRule,
  dtypeOfValue,
  isFloat,
  type Match,
  must,
  type Node,
  op,
  refuse,
  scalar,
  stringAttr,
  type ValueId,
} from '../kit';
import { manyElementsRefusal, movableOps, movedSlot, withInput } from '../movable';

/** Whether f(0, …) = 0 exactly, whatever finite numbers the other operands are. */
function keepsZero(node: Node, slot: number): boolean {
  if (['Relu', 'LeakyRelu', 'Neg', 'Abs', 'Identity', 'Mul'].includes(node.op)) return true;
  return node.op === 'Div' && slot === 0 && node.inputs[1] !== node.inputs[0];
}

/** The operand that is padded instead; null when there is none. */
function operand(m: Match): { readonly slot: number; readonly value: ValueId } | null {
  const slot = movedSlot(m.graph, m.node('f'));
  const value = slot === null ? null : (m.node('f').inputs[slot] ?? null);
  return slot === null || value === null ? null : { slot, value };
}

export const movePadBeforeElementwise = defineRule({
  name: 'move-pad-before-elementwise',
  family: 'motion',
  title: 'An elementwise result that is padded can be computed of a padded operand.',
  before: 'Pad(f(x, c…), p)',
  after: 'f(Pad(x, p), c…)',
  conditions: [
    'it pads with elements of x (edge, reflect, wrap), or with 0 where f(0) = 0',
    'every other operand has one element, which is a finite constant where the padding is 0',
    'one floating-point type before and behind; opset 11 or later',
  ],
  algebra: 'f(0) = 0 stands wherever 0 stood',
  exactness: 'bits',
  undoes: ['move-pad-behind-elementwise'],
  roots: [op('Pad', [op(movableOps, null, { name: 'f' })], { rest: 'settings' })],
  check: (m, { opset }) => {
    const node = m.node('f');
    if (opset < 11) return refuse('before opset 11 what is padded with is an attribute');
    const moved = operand(m);
    if (moved === null) return refuse('every operand is constant', { node: node.id });
    const dtype = dtypeOfValue(m.graph, moved.value);
    if (dtype === null || !isFloat(dtype) || dtypeOfValue(m.graph, node.outputs[0]) !== dtype) {
      return refuse('it is not of one floating-point type', { node: node.id });
    }
    const refusal = manyElementsRefusal(m.graph, node, moved.value);
    if (refusal !== null || stringAttr(m.anchor, 'mode', 'constant') !== 'constant') return refusal;
    const filler = m.anchor.inputs[2] ?? null;
    if (filler !== null && scalar(m.graph, filler) !== 0) {
      return refuse('it does not pad with zeros', { node: m.anchor.id });
    }
    if (!keepsZero(node, moved.slot)) return refuse('it may not map 0 to 0', { node: node.id });
    const odd = node.inputs.find((input, slot) => {
      if (slot === moved.slot || input === null || input === moved.value) return false;
      const number = scalar(m.graph, input);
      return number === null || !Number.isFinite(number) || (node.op === 'Div' && number === 0);
    });
    return odd === undefined || odd === null
      ? null
      : refuse('the other operand is not a finite constant', { value: odd });
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const { value } = must(operand(m), 'operand');
    const padded = must(b.again(m.anchor, [value, ...m.anchor.inputs.slice(1)])[0], 'padded');
    return must(b.again(node, withInput(node, value, padded))[0], 'output');
  },
});
