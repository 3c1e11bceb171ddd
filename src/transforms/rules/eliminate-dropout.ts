import { any, bypass, defineRule, intAttr, op, refuse, scalar } from '../kit';

export const eliminateDropout = defineRule({
  name: 'eliminate-dropout',
  family: 'clean-up',
  title: 'Dropout does nothing when a model is not being trained.',
  before: 'Dropout(x)',
  after: 'x',
  conditions: [
    'training_mode is absent or false (before opset 7, is_test is 1)',
    'the mask is not used',
    'it does not give an output of the graph its name',
  ],
  algebra: 'dropout(x) = x outside training',
  exactness: 'bits',
  roots: [op('Dropout', [any('x')], { rest: 'settings' })],
  check: (m, { opset }) => {
    if (opset < 7 && intAttr(m.anchor, 'is_test', 0) === 0)
      return refuse('it is in training mode', { node: m.anchor.id });
    const training = m.anchor.inputs[2] ?? null;
    if (training !== null && scalar(m.graph, training) !== 0) {
      return refuse('it may be in training mode', { node: m.anchor.id, value: training });
    }
    const mask = m.anchor.outputs[1] ?? null;
    if (mask !== null && (m.graph.isOutput(mask) || m.graph.uses(mask).length > 0)) {
      return refuse('its mask is used', { node: m.anchor.id, value: mask });
    }
    return bypass(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
