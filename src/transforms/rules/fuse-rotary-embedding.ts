import { float32Refusal } from '../arithmetic';
import { halvesReach, hasEqualHalves } from '../equalHalves';
import {
  any,
  type Builder,
  defineRule,
  intAttr,
  type Match,
  must,
  normalAxis,
  op,
  type Refusal,
  refuse,
  sameShape,
  shapeOf,
  staticShape,
  type ValueId,
} from '../kit';
import { applyCuts, type Cut, cutsOf } from '../slicing';
import { reshaped } from '../weights';

const half = (name: string) => op('Slice', [any('x')], { name, rest: `${name}-spec` });
const rotated = op('Concat', [op('Neg', [half('upper')]), half('lower')], { name: 'concat' });

const takes = (
  cuts: readonly Cut[] | null,
  axis: number,
  start: number,
  end: number,
  size: number,
): boolean => {
  const [cut, ...more] = cuts ?? [];
  if (cut === undefined || more.length > 0 || cut.axis !== axis || cut.step !== 1) return false;
  const place = (n: number) => Math.min(n < 0 ? n + size : n, size);
  return place(cut.start) === start && place(cut.end) === end;
};

/** Refuses angles that differ from head to head, or between the halves. */
function anglesRefusal(m: Match, name: string, length: number, size: number): Refusal | null {
  const shape = staticShape(m.graph, m.value(name));
  const at = { value: m.value(name) };
  if (shape === null || shape.length < 2 || shape.at(-1) !== size || shape.at(-2) !== length) {
    return refuse('the angles are not one per place and feature', at);
  }
  if (shape.length > 4 || shape.slice(0, -2).some((dim) => dim !== 1)) {
    return refuse('the angles differ between heads or examples', at);
  }
  return hasEqualHalves(m.graph, m.value(name))
    ? null
    : refuse('it cannot be told that both halves have the same angles', at);
}

function refusalOf(m: Match): Refusal | null {
  const shape = staticShape(m.graph, m.value('x'));
  if (shape === null || shape.length !== 4) return refuse('it is not [batch, heads, places, features]');
  if (!sameShape(shape, shapeOf(m.graph, m.output))) return refuse('the angles enlarge it');
  const [length = 0, size = 0] = shape.slice(2);
  if (size % 2 !== 0) return refuse('the number of features is odd');
  const axis = normalAxis(intAttr(m.node('concat'), 'axis', 1), 4);
  const upper = takes(cutsOf(m.graph, m.node('upper')), 3, size / 2, size, size);
  const lower = takes(cutsOf(m.graph, m.node('lower')), 3, 0, size / 2, size);
  if (axis !== 3 || !upper || !lower) {
    return refuse('the halves of the features are not swapped', { node: m.node('concat').id });
  }
  return anglesRefusal(m, 'cos', length, size) ?? anglesRefusal(m, 'sin', length, size);
}

/** The first half of the angles as a table [places, features / 2]. */
function table(m: Match, b: Builder, name: string): ValueId {
  const shape = must(staticShape(m.graph, m.value(name)), 'shape');
  const [length = 0, size = 0] = shape.slice(-2);
  const part = applyCuts(b, m.value(name), [{ axis: shape.length - 1, start: 0, end: size / 2, step: 1 }]);
  if (shape.length === 2) return part;
  const { constant } = b.valueOf(part);
  const target = [length, size / 2];
  return constant === null ? b.reshape(part, target) : b.add(reshaped(b, constant, target));
}

export const fuseRotaryEmbedding = defineRule({
  name: 'fuse-rotary-embedding',
  family: 'fusion',
  title: 'Features that are turned in pairs by an angle per place become one kernel.',
  before: 'Add(Mul(x, cos), Mul(Concat(Neg(upper half of x), lower half of x), sin))',
  after: 'com.microsoft.RotaryEmbedding(x, 0, half of cos, half of sin)',
  conditions: [
    'x is [batch, heads, places, features] with an even number of features, whose halves are swapped',
    'the angles are the same for every example and head, and for both halves',
    'float32',
  ],
  algebra: '(a, b) ↦ (a·cos − b·sin, b·cos + a·sin) for each pair of features',
  exactness: 'reals',
  roots: [
    op(
      'Add',
      [
        op('Mul', [any('x'), any('cos')], { commutative: true }),
        op('Mul', [rotated, any('sin')], { commutative: true }),
      ],
      { commutative: true },
    ),
  ],
  radius: 3 + halvesReach,
  standardOps: false,
  check: (m) => float32Refusal(m.graph, m.value('x')) ?? refusalOf(m),
  rewrite: (m, b) => {
    const inputs = [m.value('x'), b.ints([0]), table(m, b, 'cos'), table(m, b, 'sin')];
    return b.node('RotaryEmbedding', inputs, {}, { domain: 'com.microsoft' });
  },
});
