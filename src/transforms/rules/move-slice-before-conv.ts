import { type Conv, convOf } from '../convolution';
import { any, defineRule, type Match, must, op, type Refusal, refuse, staticShape, withAttrs } from '../kit';
import { applyCuts, type Cut, cutsOf } from '../slicing';

interface Plan {
  readonly cuts: readonly Cut[];
  readonly pads: readonly number[];
}

/** A start or end of a Slice as an index of the axis. */
const clamped = (n: number, size: number): number => Math.min(Math.max(n < 0 ? n + size : n, 0), size);

/** What the places `start` … `end` − 1 of a result read along one spatial axis of the input. */
function reads(conv: Conv, i: number, size: number, start: number, end: number) {
  const [stride, dilation] = [conv.strides[i] ?? 1, conv.dilations[i] ?? 1];
  const begin = start * stride - (conv.pads[i] ?? 0);
  const stop = (end - 1) * stride + ((conv.kernel[i] ?? 1) - 1) * dilation + 1 - (conv.pads[i] ?? 0);
  const [first, last] = [Math.max(begin, 0), Math.min(stop, size)];
  return { first, last, before: Math.max(-begin, 0), behind: Math.max(stop - size, 0) };
}

function plan(m: Match): Plan | Refusal {
  const conv = convOf(m.graph, m.node('conv'));
  const cuts = cutsOf(m.graph, m.anchor);
  const at = { node: m.anchor.id };
  if (cuts === null) return refuse('what is taken is not known', at);
  const [from, to] = [staticShape(m.graph, m.value('x')), staticShape(m.graph, m.node('conv').outputs[0])];
  if (conv === null || from === null || to === null) return refuse('the shapes are not known', at);
  if (cuts.some((cut) => cut.axis === 1)) return refuse('it takes channels', at);
  const pads = [...conv.pads];
  const own: Cut[] = [];
  for (const cut of cuts) {
    if (cut.axis === 0) {
      own.push(cut);
      continue;
    }
    if (cut.step !== 1) return refuse('it leaves out places in between', at);
    const size = to[cut.axis] ?? 0;
    const [start, end] = [clamped(cut.start, size), clamped(cut.end, size)];
    if (start >= end) return refuse('nothing is taken', at);
    const i = cut.axis - 2;
    const read = reads(conv, i, from[cut.axis] ?? 0, start, end);
    if (read.first >= read.last) return refuse('only padding would be left', at);
    own.push({ axis: cut.axis, start: read.first, end: read.last, step: 1 });
    pads[i] = read.before;
    pads[conv.spatial + i] = read.behind;
  }
  return { cuts: own, pads };
}

export const moveSliceBeforeConv = defineRule({
  name: 'move-slice-before-conv',
  family: 'motion',
  title: 'A part of the map needs only that part of the input, with its surroundings.',
  before: 'Slice(Conv(x, w, b)), spatial axes or batch',
  after: 'Conv(Slice(x), w, b) with the padding that is still reached',
  conditions: [
    'what is taken and the shapes are known',
    'no channels are taken, and consecutive places of spatial axes',
    'each place that is taken reads something of x',
  ],
  algebra: '(w∗x)[i] = Σₖ w[k]·x[s·i + d·k − p], which reads x between the first and the last such place',
  exactness: 'reals',
  roots: [op('Slice', [op('Conv', [any('x'), any('w')], { name: 'conv', rest: 'bias' })], { rest: 'spec' })],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const conv = m.node('conv');
    const x = applyCuts(b, m.value('x'), planned.cuts);
    const attrs = withAttrs(conv, { auto_pad: undefined, pads: planned.pads });
    return must(b.again(conv, [x, ...conv.inputs.slice(1)], attrs)[0], 'output');
  },
});
