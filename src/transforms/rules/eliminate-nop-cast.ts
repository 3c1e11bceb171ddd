import { any, bypassRefusal, defineRule, dtypeOfValue, op, refuse } from '../kit';

export const eliminateNopCast = defineRule({
  name: 'eliminate-nop-cast',
  family: 'clean-up',
  title: 'A Cast to the type that the value has already changes nothing.',
  before: 'Cast(x, to = type of x)',
  after: 'x',
  conditions: ['both types are known and equal', 'it does not give an output of the graph its name'],
  algebra: 'cast(x) = x when x has the type already',
  exactness: 'bits',
  roots: [op(['Cast', 'CastLike'], [any('x')], { rest: 'like' })],
  check: (m) => {
    const from = m.dtype('x');
    if (from === null || from !== dtypeOfValue(m.graph, m.output)) {
      return refuse('it changes the type', { node: m.anchor.id });
    }
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
