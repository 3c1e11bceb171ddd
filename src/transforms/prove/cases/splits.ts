import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { slice } from './slices';

/** A Split into one and the rest, of which one part may go unused. */
function halves(d: Draft, x: ValueId, axis: number, size: number): void {
  const parts = d.nodes('Split', [x, d.ints([1, size - 1])], { axis }, 2);
  d.out(...parts.slice(d.random.int(2)));
}

/** Rules of reductions under a Slice, and of Splits. */
export const splitCases: Cases = {
  'move-slice-before-reduction': {
    why: 'Every reduction, over one or two axes that stay or go; the sliced axis is renumbered.',
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        const reduced = d.order(3).slice(0, d.size(1, 2));
        const keepdims = d.random.int(2);
        const op = d.pick(
          'ReduceMean',
          'ReduceMax',
          'ReduceMin',
          'ReduceL2',
          'ReduceSumSquare',
          'ReduceProd',
        );
        const made = d.op(op, [d.x(shape)], { axes: reduced, keepdims });
        const left = shape.flatMap((dim, i) => (reduced.includes(i) ? (keepdims ? [1] : []) : [dim]));
        const axis = d.random.int(left.length);
        d.out(slice(d, made, axis, must(left[axis], 'size')));
      },
      'axes as input': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          const made = d.op('ReduceMean', [d.x(shape), d.ints([d.random.int(3)])]);
          const axis = d.random.int(3);
          d.out(slice(d, made, axis, must(shape[axis], 'size')));
        },
        options: { opset: 18 },
      },
    },
  },
  'turn-slices-into-split': {
    why: 'Two or three Slices that tile an axis, in any order, from either end.',
    classes: {
      any: (d) => {
        const sizes = Array.from({ length: d.size(2, 3) }, () => d.size(1, 3));
        const total = sizes.reduce((n, size) => n + size, 0);
        const axis = d.random.int(2);
        const x = d.x([2, 2].with(axis, total));
        const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((n, size) => n + size, 0));
        for (const i of d.order(sizes.length)) {
          const [start, size] = [must(starts[i], 'start'), must(sizes[i], 'size')];
          const end = start + size;
          const ends = d.ints([end === total ? 99 : d.pick(end, end - total)]);
          d.out(d.op('Relu', [d.op('Slice', [x, d.ints([start]), ends, d.ints([axis])])]));
        }
      },
    },
  },
  'turn-split-into-slices': {
    why: 'Given and equal sizes along any axis, with parts that nobody uses.',
    classes: {
      given: (d) => {
        const sizes = [d.size(), d.size(), d.size()];
        const axis = d.random.int(2);
        const x = d.x(
          [2, 2].with(
            axis,
            sizes.reduce((n, size) => n + size, 0),
          ),
        );
        const parts = d.nodes('Split', [x, d.ints(sizes)], { axis }, 3);
        d.out(...parts.slice(d.random.int(3)));
      },
      equal: (d) => d.out(...d.nodes('Split', [d.x([3 * d.size(), 2])], {}, 3)),
    },
  },
  'move-split-before-elementwise': {
    why: 'Operands that vary along the axis, are broadcast along it, or lack it; unknown functions stand for unary operators.',
    classes: {
      any: (d) => {
        const sizes = [d.size(), d.size()];
        const total = sizes.reduce((n, size) => n + size, 0);
        const axis = d.random.int(2);
        const shape = [d.size(), d.size()].with(axis, total);
        const made = d.pick(
          () => d.op('Tanh', [d.x(shape)]),
          () => d.op(d.pick('Add', 'Mul', 'Sub'), [d.x(shape), d.x(d.narrower(shape))]),
          () => d.op('Add', [d.w(d.narrower(shape)), d.x(shape)]),
        )();
        d.out(...d.nodes('Split', [made, d.ints(sizes)], { axis: d.pick(axis, axis - 2) }, 2));
      },
    },
  },
  'move-split-before-transpose': {
    why: 'Random permutations of ranks 2 to 4, split along any axis.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 4), 2, 3);
        const perm = d.order(shape.length);
        const axis = d.random.int(shape.length);
        const turned = d.op('Transpose', [d.x(shape)], { perm });
        halves(d, turned, axis, must(shape[must(perm[axis], 'axis')], 'size'));
      },
    },
  },
  'move-split-before-gather': {
    why: 'Data before and behind its own axis, and indices of rank 0 to 2, constant and not.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        const axis = d.random.int(shape.length);
        const picked = d.pick<readonly number[]>([], [3], [2, 2]);
        const size = must(shape[axis], 'size');
        const count = picked.reduce((n, dim) => n * dim, 1);
        const list = Array.from({ length: count }, () => d.random.int(2 * size) - size);
        const constant = d.k(picked, list, 'int64');
        const indices = d.coin() ? constant : d.op('Identity', [constant]);
        const gathered = d.op('Gather', [d.x(shape), indices], { axis: d.pick(axis, axis - shape.length) });
        const whole = [...shape.slice(0, axis), ...picked, ...shape.slice(axis + 1)];
        const along = d.random.int(Math.max(1, whole.length));
        if (whole.length > 0) halves(d, gathered, along, must(whole[along], 'size'));
      },
    },
  },
  'move-split-before-expand': {
    why: 'Axes that are repeated, that are missing, and that vary.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        const x = d.op('Expand', [d.x(d.narrower(shape)), d.ints(shape)]);
        const axis = d.random.int(shape.length);
        halves(d, x, axis, must(shape[axis], 'size'));
      },
    },
  },
};
