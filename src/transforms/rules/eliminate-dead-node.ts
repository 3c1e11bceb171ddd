import { anyOp, defineRule, refuse } from '../kit';

export const eliminateDeadNode = defineRule({
  name: 'eliminate-dead-node',
  family: 'clean-up',
  title: 'A node whose results nobody uses is removed, with what only it used.',
  before: 'y = f(x), y unused',
  after: '(nothing)',
  conditions: ['no output is used by a node', 'no output is an output of the graph'],
  algebra: 'the outputs of the graph do not depend on it',
  exactness: 'bits',
  roots: [anyOp()],
  check: ({ graph, anchor }) => {
    for (const output of anchor.outputs) {
      if (output === null) continue;
      if (graph.isOutput(output)) return refuse('it makes an output of the graph', { value: output });
      if (graph.uses(output).length > 0) return refuse('its result is used', { value: output });
    }
    return null;
  },
  rewrite: () => new Map(),
});
