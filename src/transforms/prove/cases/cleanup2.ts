import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const kept = (d: Draft, value: ValueId) => d.out(d.op('Relu', [value]));

/** Further rules that drop or merge what does nothing, and those that fold constants. */
export const moreCleanupCases: Cases = {
  'eliminate-nop-reduction': {
    why: 'Every reduction that is the identity on one element, over an axis of size 1, kept.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3));
        const axis = d.random.int(shape.length);
        const op = d.pick('ReduceMean', 'ReduceSum', 'ReduceMax', 'ReduceMin', 'ReduceProd');
        const axes = [d.coin() ? axis : axis - shape.length];
        const x = d.x(shape.with(axis, 1));
        // ReduceSum takes its axes as an input from opset 13 on.
        kept(d, op === 'ReduceSum' ? d.op(op, [x, d.ints(axes)]) : d.op(op, [x], { axes, keepdims: 1 }));
      },
    },
    order: true,
  },
  'eliminate-nop-reshape': {
    why: 'The elements keep their order under every operator of the pattern; only the shape matters, which is compared.',
    classes: {
      reshape: (d) => {
        const shape = d.shape(d.size(1, 3));
        const at = d.random.int(shape.length);
        kept(d, d.op('Reshape', [d.x(shape), d.ints(shape.with(at, d.pick(-1, 0, shape[at] ?? 1)))]));
      },
      flatten: (d) => kept(d, d.op('Flatten', [d.x(d.shape(2))])),
    },
  },
  'eliminate-nop-slice': {
    why: 'A start at or before 0 and an end at or behind the size, from either side.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2);
        const axis = d.random.int(shape.length);
        const size = shape[axis] ?? 1;
        const numbers = [[d.pick(0, 1, -size, -99)], [d.pick(size, 99, 2 ** 40)], [axis]];
        kept(d, d.op('Slice', [d.x(shape), ...numbers.map((list) => d.ints(list))]));
      },
    },
  },
  'eliminate-nop-split': {
    why: 'One part along any axis.',
    classes: {
      any: (d) => {
        const rank = d.size(1, 3);
        kept(d, must(d.nodes('Split', [d.x(d.shape(rank))], { axis: d.random.int(rank) }, 1)[0], 'part'));
      },
    },
  },
  'eliminate-nop-transpose': {
    why: 'The identical permutation of any rank; axes of size 1 may change places too.',
    classes: {
      identity: (d) => {
        const rank = d.size(1, 4);
        const perm = d.coin() ? d.order(rank) : Array.from({ length: rank }, (_, i) => i);
        kept(d, d.op('Transpose', [d.x(d.shape(rank))], { perm }));
      },
    },
  },
  'merge-reshapes': {
    why: 'The elements keep their order, so only the last shape matters: given outright, with 0 and −1, and by (Un)squeeze.',
    classes: {
      reshapes: (d) => {
        const [a, b, c] = [d.size(), d.size(), d.size()];
        const inner = d.op('Reshape', [d.x([a, b, c]), d.ints([a * b, c])]);
        d.out(d.op('Reshape', [inner, d.ints(d.pick([b, a * c], [b, -1], [0, c, 1], [-1]))]));
      },
      unsqueezes: (d) => {
        const inner = d.op('Unsqueeze', [d.x(d.shape(2)), d.ints([d.random.int(3)])]);
        d.out(d.op('Unsqueeze', [inner, d.ints([d.random.int(4)])]));
      },
    },
  },
  'merge-slices': {
    why: 'Both cut the same axis, or different ones, from either end and out of bounds.',
    classes: {
      any: (d) => {
        const shape = [d.size(3, 6), d.size(3, 6)];
        const axis = () => d.ints([d.random.int(2)]);
        const cut = () => [d.ints([d.pick(0, 1, -3)]), d.ints([d.pick(2, 3, -1, 9)]), axis()];
        d.out(d.op('Slice', [d.op('Slice', [d.x(shape), ...cut()]), ...cut()]));
      },
    },
  },
  'merge-transposes': {
    why: 'Two random permutations of ranks 2 to 4, with and without another consumer of the first.',
    classes: {
      any: (d) => {
        const rank = d.size(2, 4);
        const inner = d.op('Transpose', [d.x(d.shape(rank))], { perm: d.order(rank) });
        kept(d, d.op('Transpose', [inner], { perm: d.order(rank) }));
        if (d.coin()) d.out(inner);
      },
    },
  },
  'share-common-subexpressions': {
    why: 'Equal operators over equal operands give equal values, whatever they are; Slice with equal literals and Mul are drawn.',
    classes: {
      slices: (d) => {
        const x = d.x([d.size(2, 4), 3]);
        const slice = () => d.op('Slice', [x, d.ints([0]), d.ints([2])]);
        d.out(d.op('Sub', [d.op('Exp', [slice()]), slice()]));
      },
      products: (d) => {
        const [x, y] = [d.x([2, 3]), d.x([3])];
        d.out(d.op('Concat', [d.op('Mul', [x, y]), d.op('Neg', [d.op('Mul', [x, y])])], { axis: 0 }));
      },
    },
  },
  'drop-unused-outputs': {
    why: 'The outputs that stay do not depend on the ones left out; MaxPool and LayerNormalization have such outputs.',
    classes: {
      pool: {
        domain: 'order',
        build: (d) =>
          d.out(must(d.nodes('MaxPool', [d.x([1, 1, 4, 4])], { kernel_shape: [2, 2] }, 2)[0], 'maxima')),
      },
    },
  },
};
