import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';
import { slice } from './slices';

const kindsOfIndices =
  'Indices of rank 0 to 2, from either end and repeated, constant and given at run time.';

/** A Gather along an axis of this size. */
function gather(d: Draft, x: ValueId, rank: number, axis: number, size: number): ValueId {
  const shape = d.pick<readonly number[]>([], [1], [3], [2, 2]);
  const count = shape.reduce((n, dim) => n * dim, 1);
  const list = Array.from({ length: count }, () => d.random.int(2 * size) - size);
  const constant = d.k(shape, list, 'int64');
  const indices = d.coin() ? constant : d.op('Identity', [constant]);
  return d.op('Gather', [x, indices], { axis: d.pick(axis, axis - rank) });
}

/** The same along any axis of a shape. */
function gatherAny(d: Draft, x: ValueId, shape: readonly number[]): ValueId {
  const axis = d.random.int(shape.length);
  return gather(d, x, shape.length, axis, must(shape[axis], 'size'));
}

const normalizations = (d: Draft, x: ValueId, shape: readonly number[]): ValueId => {
  const axis = d.size(1, 2);
  const tail = shape.slice(axis);
  const name = d.pick('LayerNormalization', 'LayerNormalization', 'SimplifiedLayerNormalization');
  const operands = name === 'LayerNormalization' ? d.biased([x, d.w(tail)], tail) : [x, d.w(tail)];
  return d.op(name, operands, { axis: d.pick(axis, axis - shape.length) });
};

/** A Split into one and the rest, of which one part may go unused. */
function halves(d: Draft, x: ValueId, shape: readonly number[]): void {
  const axis = d.random.int(shape.length);
  const size = must(shape[axis], 'size');
  d.out(...d.nodes('Split', [x, d.ints([1, size - 1])], { axis }, 2).slice(d.random.int(2)));
}

/** Shapes before and behind a Reshape: axes split and joined before, behind and around others, and added. */
function regrouped(d: Draft): readonly [ValueId, readonly number[]] {
  const [a, b, c] = [d.size(2), d.size(2), d.size(2)];
  const [from, to] = d.pick<readonly [readonly number[], readonly number[]]>(
    [
      [a, b, 2 * c],
      [a, b, 2, c],
    ],
    [
      [a, b, 2, c],
      [a, b, 2 * c],
    ],
    [
      [a * b, c],
      [a, b, c],
    ],
    [
      [a, b, c],
      [a, 1, b * c],
    ],
    [
      [a, 1, b, c],
      [a * b, 1, c],
    ],
    [
      [a, b, c],
      [b, a, c],
    ],
  );
  return [d.op('Reshape', [d.x(from), d.ints(to)]), to];
}

const everywhere = 'Random ranges of every axis, from either end';

/** Rules that move a Gather towards the inputs, and Splits and Slices past what normalises or regroups. */
export const gatherCases: Cases = {
  'move-gather-before-elementwise': {
    why: `${kindsOfIndices} Operands of every broadcast shape; unknown functions stand for all unary operators.`,
    classes: {
      unary: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        d.out(gatherAny(d, d.op(d.pick('Tanh', 'Exp', 'Relu', 'Neg'), [d.x(shape)]), shape));
      },
      binary: (d) => {
        const shape = d.shape(d.size(2, 3), 2, 3);
        const other = d.coin() ? d.x(d.narrower(shape)) : d.w(d.narrower(shape));
        const operands = d.coin() ? [d.x(shape), other] : [other, d.x(shape)];
        d.out(gatherAny(d, d.op(d.pick('Add', 'Mul', 'Sub'), operands), shape));
      },
      'an operand repeated along the axis': (d) => {
        const shape = d.shape(2, 2, 3);
        const axis = d.random.int(2);
        const sum = d.op('Add', [d.x(shape), d.x(shape.with(axis, d.pick(1, 1, must(shape[axis], 'size'))))]);
        d.out(gather(d, sum, 2, axis, must(shape[axis], 'size')));
      },
      'three operands': (d) => {
        const shape = d.shape(2, 2, 3);
        const operands = [d.x(d.narrower(shape), 'bool'), d.x(shape), d.x(d.narrower(shape))];
        d.out(gatherAny(d, d.op('Where', operands), shape));
      },
    },
  },
  'move-gather-before-matmul': {
    why: `${kindsOfIndices} Rows, columns and batches of matrices and stacks, which may broadcast.`,
    classes: {
      any: (d) => {
        const [m, k, n, s] = [d.size(2, 3), d.size(2, 3), d.size(2, 3), d.size(2, 3)];
        const left = d.pick<readonly number[]>([], [s], [s, 1]);
        const right = d.pick<readonly number[]>([], [], [s], [2, s]);
        const product = d.op('MatMul', [
          d.x([...left, m, k]),
          d.coin() ? d.x([...right, k, n]) : d.w([...right, k, n]),
        ]);
        const rank = Math.max(left.length, right.length);
        const batch = Array.from({ length: rank }, (_, i) =>
          Math.max(left[i - rank + left.length] ?? 1, right[i - rank + right.length] ?? 1),
        );
        d.out(gatherAny(d, product, [...batch, m, n]));
      },
    },
  },
  'move-gather-before-layer-normalization': {
    why: `${kindsOfIndices} Every suffix of normalised axes, with and without a shift.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        d.out(gatherAny(d, normalizations(d, d.x(shape), shape), shape));
      },
      'root mean squares': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          const axis = d.size(1, 2);
          const norm = d.op('RMSNormalization', [d.x(shape), d.w(shape.slice(axis))], { axis });
          d.out(gatherAny(d, norm, shape));
        },
        options: { opset: 23 },
      },
    },
  },
  'move-gather-before-softmax': {
    why: `${kindsOfIndices} Axes before and behind the normalised one; before opset 13, where Softmax flattens, only before it.`,
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        d.out(gatherAny(d, d.op('Softmax', [d.x(shape)], { axis: d.random.int(6) - 3 }), shape));
      },
      'before 13': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          d.out(gatherAny(d, d.op('Softmax', [d.x(shape)], { axis: d.random.int(3) }), shape));
        },
        options: { opset: 12 },
      },
    },
  },
  'move-gather-before-transpose': {
    why: `${kindsOfIndices} Random permutations of ranks 1 to 4.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 4), 2, 3);
        const perm = d.order(shape.length);
        const turned = d.op('Transpose', [d.x(shape)], { perm });
        d.out(
          gatherAny(
            d,
            turned,
            perm.map((axis) => must(shape[axis], 'size')),
          ),
        );
      },
    },
  },
  'move-gather-before-reshape': {
    why: `${kindsOfIndices} Axes split and joined before, behind and around the picked one, Unsqueeze and Flatten.`,
    classes: {
      reshape: (d) => d.out(gatherAny(d, ...regrouped(d))),
      'one axis more': (d) => {
        const shape = d.shape(2, 2, 3);
        const at = d.random.int(3);
        d.out(gatherAny(d, d.op('Unsqueeze', [d.x(shape), d.ints([at])]), shape.toSpliced(at, 0, 1)));
      },
    },
  },
  'move-split-before-softmax': {
    why: 'Any axis split and any normalised; before opset 13, where Softmax flattens, only axes before its own.',
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        halves(d, d.op('Softmax', [d.x(shape)], { axis: d.random.int(6) - 3 }), shape);
      },
      'before 13': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          const x = d.op('Softmax', [d.x(shape)], { axis: d.random.int(3) });
          const axis = d.random.int(3);
          const size = must(shape[axis], 'size');
          d.out(...d.nodes('Split', [x], { axis, split: [1, size - 1] }, 2));
        },
        options: { opset: 12 },
      },
    },
  },
  'move-split-before-layer-normalization': {
    why: 'Every suffix of normalised axes, with and without a shift, split along any axis.',
    classes: {
      any: (d) => {
        const shape = d.shape(3, 2, 3);
        halves(d, normalizations(d, d.x(shape), shape), shape);
      },
    },
  },
  'move-split-before-reshape': {
    why: 'Axes split and joined before, behind and around the one that is taken apart.',
    classes: { any: (d) => halves(d, ...regrouped(d)) },
  },
  'move-slice-behind-elementwise': {
    why: `${everywhere}; other operands of every broadcast shape, also with more axes; unknown functions stand for unary operators.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3), 2, 3);
        const axis = d.random.int(shape.length);
        const part = slice(d, d.x(shape), axis, must(shape[axis], 'size'));
        const others = [...(d.coin() ? [2] : []), ...shape].map((dim) => d.pick(1, dim));
        d.out(
          d.pick(
            () => d.op(d.pick('Tanh', 'Exp', 'Relu'), [part]),
            () => d.op(d.pick('Add', 'Mul', 'Sub'), [part, d.x(others)]),
            () => d.op(d.pick('Add', 'Mul', 'Sub'), [d.w(others), part]),
            () => d.op('Mul', [part, part]),
          )(),
        );
      },
    },
  },
  'move-slice-before-rms-normalization': {
    why: `${everywhere}; every suffix of normalised axes, by the operator's name in the standard and by the runtime's.`,
    classes: {
      'of the runtime': (d) => {
        const shape = d.shape(3, 2, 3);
        const at = d.size(1, 2);
        const norm = d.op('SimplifiedLayerNormalization', [d.x(shape), d.w(shape.slice(at))], { axis: at });
        const axis = d.random.int(3);
        d.out(slice(d, norm, axis, must(shape[axis], 'size')));
      },
      'of the standard': {
        build: (d) => {
          const shape = d.shape(3, 2, 3);
          const at = d.size(1, 2);
          const norm = d.op('RMSNormalization', [d.x(shape), d.w(shape.slice(at))], { axis: at - 3 });
          const axis = d.random.int(3);
          d.out(slice(d, norm, axis, must(shape[axis], 'size')));
        },
        options: { opset: 23 },
      },
    },
  },
  'move-slice-before-skip-layer-normalization': {
    why: `${everywhere}; ranks 2 and 3, both operators, with and without shift and bias, a residual that is repeated or not.`,
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 2, 3);
        const width = shape.slice(-1);
        const skip = d.x(d.pick(shape, shape.with(0, 1), shape.slice(-2)));
        const operands = [d.x(shape), skip, d.w(width)];
        const norm = d.coin()
          ? d.op('SkipLayerNormalization', d.biased(operands, width), {}, 'com.microsoft')
          : d.op('SkipSimplifiedLayerNormalization', d.biased(operands, width), {}, 'com.microsoft');
        const axis = d.random.int(shape.length);
        d.out(slice(d, norm, axis, must(shape[axis], 'size')));
      },
    },
  },
};
