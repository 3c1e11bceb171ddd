import { any, defineRule, intAttr, must, op, refuse, staticShape, stringAttr } from '../kit';
import { besideEachOther } from '../tiles';

export const lowerDepthToSpace = defineRule({
  name: 'lower-depth-to-space',
  family: 'motion',
  title: 'A DepthToSpace moves one axis of its blocks after the other.',
  before: 'DepthToSpace(x)',
  after: 'Reshape(Transpose(Reshape(Transpose(Reshape(x)))))',
  conditions: ['the shape of x is known'],
  algebra: 'both put the element of a block at row i, column j of its place',
  exactness: 'bits',
  roots: [op('DepthToSpace', [any('x')])],
  check: (m) => {
    const shape = staticShape(m.graph, m.value('x'));
    return shape === null || shape.includes(0)
      ? refuse('the shape of the input is not known, or empty', { value: m.value('x') })
      : null;
  },
  rewrite: (m, b) => {
    const [batch = 1, depth = 1, rows = 1, columns = 1] = must(staticShape(b.graph, m.value('x')), 'shape');
    const block = intAttr(m.anchor, 'blocksize', 1);
    const channels = depth / (block * block);
    const plane = { rows, columns, height: block, width: block };
    // Column, row, depth: blocks of one channel are together, so that each channel is an image.
    if (stringAttr(m.anchor, 'mode', 'DCR') === 'CRD') {
      const joined = besideEachOther(b, m.value('x'), { ...plane, batch: batch * channels, channels: 1 });
      return b.reshape(joined, [batch, channels, rows * block, columns * block]);
    }
    return besideEachOther(b, m.value('x'), { ...plane, batch, channels });
  },
});
