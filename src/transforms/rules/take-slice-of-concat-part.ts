import {
  defineRule,
  intAttr,
  type Match,
  must,
  normalAxis,
  op,
  refuse,
  staticShape,
  type ValueId,
} from '../kit';
import { applyCuts, type Cut, cutsOf, wholeShape } from '../slicing';

interface Plan {
  readonly part: ValueId;
  readonly cuts: readonly Cut[];
}

function plan(m: Match): Plan | null {
  const concat = m.node('concat');
  const cuts = cutsOf(m.graph, m.anchor);
  const whole = wholeShape(m.graph, concat);
  const axis = whole === null ? null : normalAxis(intAttr(concat, 'axis', 1), whole.length);
  if (cuts === null || whole === null || axis === null) return null;
  const along = cuts.find((cut) => cut.axis === axis);
  const extent = whole[axis];
  if (along === undefined || along.step !== 1 || typeof extent !== 'number') return null;
  const index = (n: number) => Math.min(Math.max(n < 0 ? n + extent : n, 0), extent);
  const [start, end] = [index(along.start), index(along.end)];
  let offset = 0;
  for (const part of concat.inputs) {
    const size = staticShape(m.graph, part)?.[axis];
    if (part === null || size === undefined) return null;
    if (start >= offset && end <= offset + size && start < end) {
      const inner = { ...along, start: start - offset, end: end - offset };
      return { part, cuts: cuts.map((cut) => (cut === along ? inner : cut)) };
    }
    offset += size;
  }
  return null;
}

export const takeSliceOfConcatPart = defineRule({
  name: 'take-slice-of-concat-part',
  family: 'motion',
  title: 'A Slice that lies within one part of a Concat is a Slice of that part.',
  before: 'Slice(Concat(x, y…; axis), axis, within y)',
  after: 'Slice(y, axis)',
  conditions: ['the sizes along the axis are static', 'what is taken lies in one part, in steps of 1'],
  algebra: 'concat(x, y)[|x| + i] = y[i]',
  exactness: 'bits',
  roots: [op('Slice', [op('Concat', null, { name: 'concat', shared: true })], { rest: 'spec' })],
  check: (m) =>
    plan(m) === null ? refuse('what is taken does not lie in one part', { node: m.anchor.id }) : null,
  rewrite: (m, b) => {
    const { part, cuts } = must(plan(m), 'plan');
    return applyCuts(b, part, cuts);
  },
});
