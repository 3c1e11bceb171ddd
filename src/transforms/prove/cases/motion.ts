import { must } from '../../../core';
import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

interface AttentionDraft {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  readonly size: number;
}

const attentionSizes = (d: Draft): AttentionDraft => ({
  batch: d.size(1, 2),
  length: d.size(2, 3),
  heads: d.size(1, 2),
  size: d.size(1, 2),
});

/** A projection of the input, with a bias, split into heads and turned. */
function heads(
  d: Draft,
  x: ValueId,
  sizes: AttentionDraft,
  perm: readonly number[],
  biased: boolean,
): ValueId {
  const { batch, length, heads: count, size } = sizes;
  const width = count * size;
  const product = d.op('MatMul', [x, d.w([width, width])]);
  const sum = biased ? d.op('Add', either(d, product, d.w([width]))) : product;
  return d.op('Transpose', [d.op('Reshape', [sum, d.ints([batch, length, count, size])])], { perm });
}

/** Softmax((q · (k + b)ᵀ) / s + mask) of random heads. */
function keyBias(d: Draft): void {
  const sizes = attentionSizes(d);
  const { batch, length, heads: count, size } = sizes;
  const x = d.x([batch, length, count * size]);
  const q = heads(d, x, sizes, [0, 2, 1, 3], d.coin());
  let logits = d.op('MatMul', [q, heads(d, x, sizes, [0, 2, 3, 1], true)]);
  if (d.coin()) logits = d.op('Div', [logits, d.k([], 2)]);
  if (d.coin()) logits = d.op('Add', either(d, logits, d.x([batch, 1, 1, length])));
  d.out(d.op('Softmax', [logits], { axis: d.pick(-1, 3) }));
}

/** Softmax(l) · (v + b), joined and projected. */
function valueBias(d: Draft): void {
  const sizes = attentionSizes(d);
  const { batch, length, heads: count, size } = sizes;
  const x = d.x([batch, length, count * size]);
  const v = heads(d, x, sizes, [0, 2, 1, 3], true);
  const p = d.op('Softmax', [d.x([batch, count, length, length])], { axis: -1 });
  const mixed = d.op('Transpose', [d.op('MatMul', [p, v])], { perm: [0, 2, 1, 3] });
  d.out(
    d.op('MatMul', [d.op('Reshape', [mixed, d.ints([batch, length, count * size])]), d.w([count * size, 3])]),
  );
}

/** Rules of attention's biases, and of Transposes and Expands around elementwise operators. */
export const motionCases: Cases = {
  'drop-key-bias': {
    why: 'One and two heads, with and without scaling and an additive mask per key; the softmax by the homomorphism of the exponential.',
    classes: { any: keyBias },
  },
  'move-value-bias-behind-attention': {
    why: 'One and two heads; the softmax, whose rows sum to 1, by the homomorphism of the exponential.',
    classes: { any: valueBias },
  },
  'turn-transpose-into-reshape': {
    why: 'Axes of size 1 anywhere among axes that keep their order, of ranks 2 to 4.',
    classes: {
      any: (d) => {
        const shape = Array.from({ length: d.size(2, 4) }, () => d.pick(1, 1, 2, 3));
        d.out(d.op('Relu', [d.op('Transpose', [d.x(shape)], { perm: d.order(shape.length) })]));
      },
    },
  },
  'move-transpose-before-elementwise': {
    why: 'Unknown functions stand for unary operators; operands of full rank with any axes of 1, one number, and constants of any shape that broadcasts.',
    classes: {
      unary: (d) => {
        const shape = d.shape(d.size(2, 3));
        d.out(
          d.op('Transpose', [d.op(d.pick('Tanh', 'Neg', 'Exp'), [d.x(shape)])], {
            perm: d.order(shape.length),
          }),
        );
      },
      binary: (d) => {
        const shape = d.shape(d.size(2, 3));
        const other = d.pick(
          () => d.x(shape.map((dim) => d.pick(1, dim))),
          () => d.w(d.narrower(shape)),
          () => d.x([]),
        )();
        const made = d.op(d.pick('Add', 'Sub', 'Mul', 'Pow'), either(d, d.x(shape), other));
        d.out(d.op('Transpose', [made], { perm: d.order(shape.length) }));
      },
    },
  },
  'move-transpose-behind-elementwise': {
    why: 'Unknown functions stand for unary operators; the other operand is one number or a constant of any shape that broadcasts.',
    classes: {
      unary: (d) => {
        const shape = d.shape(d.size(2, 3));
        d.out(
          d.op(d.pick('Tanh', 'Neg', 'Exp'), [
            d.op('Transpose', [d.x(shape)], { perm: d.order(shape.length) }),
          ]),
        );
      },
      binary: (d) => {
        const shape = d.shape(d.size(2, 3));
        const perm = d.order(shape.length);
        const moved = perm.map((axis) => must(shape[axis], 'size'));
        const x = d.op('Transpose', [d.x(shape)], { perm });
        const other = d.coin() ? d.w(d.narrower(moved)) : d.x([]);
        d.out(d.op(d.pick('Add', 'Sub', 'Mul', 'Pow'), either(d, x, other)));
      },
    },
  },
  'drop-expand-before-elementwise': {
    why: 'Any expanded axes, as long as the other operand has them.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(1, 3));
        const x = d.op('Expand', [d.x(d.narrower(shape)), d.ints(shape)]);
        d.out(d.op(d.pick('Add', 'Sub', 'Mul', 'Pow'), either(d, x, d.x(d.pick(shape, d.narrower(shape))))));
      },
    },
  },
};
