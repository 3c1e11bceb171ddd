import {
  any,
  type Builder,
  type Constant,
  defineRule,
  dtypeOfValue,
  isFloat,
  type Match,
  must,
  op,
  refuse,
  stringAttr,
  type ValueId,
} from '../kit';
import { elementwiseOver, manyElementsRefusal, withInput } from '../movable';
import { scalarLike } from '../weights';

/** What the places that were padded hold behind f: f of the number that fills them, as a constant expression. */
function filling(m: Match, b: Builder): ValueId {
  const [padded] = m.node('pad').outputs;
  const given = m.graph.constant(m.node('pad').inputs[2]);
  const value = given ?? scalarLike({ dtype: must(dtypeOfValue(m.graph, m.value('x')), 'type') }, 0);
  const operands = m.anchor.inputs.map((input): Constant | null =>
    input === null ? null : input === padded ? value : m.graph.constant(input),
  );
  const result = b.fold(m.anchor.op, operands, Object.fromEntries(m.anchor.attrs));
  return result.shape.length === 0 ? b.add(result) : b.folded('Reshape', [result, b.ints([])]);
}

const modeOf = (m: Match): string => stringAttr(m.node('pad'), 'mode', 'constant');

export const movePadBehindElementwise = defineRule({
  name: 'move-pad-behind-elementwise',
  family: 'motion',
  title: 'What is padded for an elementwise operator can be padded with its result instead.',
  before: 'f(Pad(x, p, v), c…)',
  after: 'Pad(f(x, c…), p, f(v, c…))',
  conditions: [
    'every other operand has one element, and is constant where the padding is a constant',
    'what is padded with is constant, or taken from x (edge, reflect, wrap)',
    'one floating-point type before and behind; opset 11 or later',
  ],
  algebra: 'f(v) stands wherever v stood',
  exactness: 'bits',
  undoes: ['move-pad-before-elementwise'],
  roots: [elementwiseOver(op('Pad', [any('x')], { name: 'pad', rest: 'settings' }))],
  check: (m, { opset }) => {
    const pad = m.node('pad');
    if (opset < 11) return refuse('before opset 11 what is padded with is an attribute', { node: pad.id });
    const dtype = dtypeOfValue(m.graph, m.value('x'));
    if (dtype === null || !isFloat(dtype) || dtypeOfValue(m.graph, m.output) !== dtype) {
      return refuse('it is not of one floating-point type', { node: m.anchor.id });
    }
    const padded = must(pad.outputs[0], 'padded');
    const refusal = manyElementsRefusal(m.graph, m.anchor, padded);
    if (refusal !== null || modeOf(m) !== 'constant') return refusal;
    const filler = pad.inputs[2] ?? null;
    const operands = [...m.anchor.inputs, filler].flatMap((input) =>
      input === null || input === padded ? [] : [input],
    );
    const unknown = operands.find((input) => m.graph.constant(input) === null);
    return unknown === undefined ? null : refuse('what is padded with is not constant', { value: unknown });
  },
  rewrite: (m, b) => {
    const pad = m.node('pad');
    const padded = must(pad.outputs[0], 'padded');
    const value = must(b.again(m.anchor, withInput(m.anchor, padded, m.value('x')))[0], 'output');
    const [, amounts = null, , axes = null] = pad.inputs;
    const settings = modeOf(m) === 'constant' ? [amounts, filling(m, b)] : [amounts, null];
    const inputs = axes === null ? [value, ...settings] : [value, ...settings, axes];
    return must(b.again(pad, inputs.at(-1) === null ? inputs.slice(0, -1) : inputs)[0], 'output');
  },
});
