import { any, bypassRefusal, defineRule, op, padsOf, refuse } from '../kit';

export const eliminateNopPad = defineRule({
  name: 'eliminate-nop-pad',
  family: 'clean-up',
  title: 'A Pad that adds nothing changes nothing.',
  before: 'Pad(x, 0…)',
  after: 'x',
  conditions: ['every amount is known and 0', 'it does not give an output of the graph its name'],
  algebra: 'pad(x, 0) = x',
  exactness: 'bits',
  roots: [op('Pad', [any('x')], { rest: 'settings' })],
  check: (m) => {
    const pads = padsOf(m.graph, m.anchor);
    if (pads === null) return refuse('how much it pads is not known', { node: m.anchor.id });
    if (pads.some((pad) => pad !== 0)) return refuse('it pads or crops', { node: m.anchor.id });
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
