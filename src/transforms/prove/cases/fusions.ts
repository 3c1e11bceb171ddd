import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Attributes, Draft } from '../draft';
import { conv, windows } from './conv';
import { gemm } from './matmul';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);
const microsoft = 'com.microsoft';

/** x / √(mean x² + ε) · γ in the ways in which it is written. */
function rootMeanSquare(d: Draft, axesAsInput = false): void {
  const shape = d.shape(d.size(2, 3), 2, 3);
  const x = d.x(shape);
  const squared = d.coin() ? d.op('Pow', [x, d.k([], 2)]) : d.op('Mul', [x, x]);
  const axes = [d.pick(-1, shape.length - 1)];
  const mean = axesAsInput
    ? d.op('ReduceMean', [squared, d.ints(axes)])
    : d.op('ReduceMean', [squared], { axes });
  const root = d.op('Sqrt', [d.op('Add', either(d, mean, d.k([], 0.25)))]);
  const scaled = d.pick(
    () => d.op('Div', [x, root]),
    () => d.op('Mul', either(d, x, d.op('Reciprocal', [root]))),
    () => d.op('Mul', either(d, x, d.op('Div', [d.k([], 1), root]))),
  )();
  d.out(d.op('Mul', either(d, scaled, d.w(shape.slice(-1)))));
}

/** Attention with its heads split, turned and joined as exporters write it. */
function attention(d: Draft): void {
  const [batch, rows, columns, heads, size] = [d.size(1, 2), d.size(1, 3), d.size(1, 3), d.size(1, 2), 2];
  const split = (length: number, perm: readonly number[]) =>
    d.op('Transpose', [d.op('Reshape', [d.x([batch, length, heads * size]), d.ints([0, 0, heads, size])])], {
      perm,
    });
  const keys = d.coin()
    ? split(columns, [0, 2, 3, 1])
    : d.op('Transpose', [split(columns, [0, 2, 1, 3])], { perm: [0, 1, 3, 2] });
  let logits = d.op('MatMul', [split(rows, [0, 2, 1, 3]), keys]);
  if (d.coin())
    logits = d.coin() ? d.op('Div', [logits, d.k([], 2)]) : d.op('Mul', either(d, logits, d.k([], 0.5)));
  if (d.coin()) {
    const mask = [d.pick(1, batch), d.pick(1, heads), d.pick(1, rows), columns];
    logits = d.op('Add', either(d, logits, d.x(mask)));
  }
  const mixed = d.op('MatMul', [d.op('Softmax', [logits], { axis: -1 }), split(columns, [0, 2, 1, 3])]);
  const joined = d.op('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  d.out(d.op('Reshape', [joined, d.ints([0, 0, heads * size])]));
}

/** Attention in which one thing or another is done otherwise, though every size fits. */
function oddAttention(d: Draft): void {
  const n = 2;
  const odd = d.random.int(10);
  const split = (perm: readonly number[]) =>
    d.op('Transpose', [d.op('Reshape', [d.x([n, n, n * n]), d.ints([n, n, n, n])])], { perm });
  const heads = [0, 2, 1, 3];
  const keys = split(odd === 0 ? [0, 2, 1, 3] : [0, 2, 3, 1]);
  let logits = d.op('MatMul', [split(odd === 1 ? [0, 1, 2, 3] : heads), keys]);
  if (odd === 2) logits = d.op('Mul', [logits, d.w([n])]);
  if (odd === 3) logits = d.op('Add', [logits, d.x(d.pick<readonly number[]>([n, n, n], [n], [n, 1]))]);
  const weights = d.op('Softmax', [logits], { axis: odd === 4 ? d.pick(0, 1, 2) : -1 });
  const mixed = d.op('MatMul', [weights, split(odd === 5 ? [0, 1, 2, 3] : heads)]);
  const joined = d.op('Transpose', [mixed], { perm: odd === 6 ? d.order(4) : heads });
  d.out(d.op('Reshape', [joined, d.ints([n, n, n * n])]));
}

/** An activation that a fused operator can apply. */
const activated = (d: Draft, x: ValueId, clips: boolean): ValueId =>
  d.pick(
    () => d.op('Relu', [x]),
    () => d.op('LeakyRelu', [x], { alpha: 0.25 }),
    () => d.op('LeakyRelu', [x]),
    () => d.op('Sigmoid', [x]),
    () => d.op('Tanh', [x]),
    ...(clips
      ? [
          () => d.op('HardSigmoid', [x], { alpha: 0.25, beta: 0.5 }),
          () => d.op('Clip', [x, d.k([], -1), d.k([], 0.5)]),
          () => d.op('Clip', [x, d.k([], 0.5)]),
        ]
      : []),
  )();

/** A FusedConv with random groups, windows, bias and activation, or none. */
function fusedConv(d: Draft): ValueId {
  const group = d.pick(1, 1, 2);
  const [channels, filters] = [group * d.size(1, 2), group * d.size(1, 2)];
  const x = d.x([d.size(1, 2), channels, d.size(3, 5), d.size(3, 5)]);
  const w = d.w([filters, channels / group, d.size(1, 2), d.size(1, 3)]);
  const f = d.pick<Attributes>(
    {},
    { activation: 'Relu' },
    { activation: 'Sigmoid' },
    { activation: 'Tanh' },
    { activation: 'LeakyRelu', activation_params: { floats: [0.25] } },
    { activation: 'HardSigmoid', activation_params: { floats: [0.25, 0.5] } },
    { activation: 'Clip', activation_params: { floats: [-1, 0.5] } },
  );
  return d.op('FusedConv', d.biased([x, w], [filters]), { group, ...windows(d), ...f }, microsoft);
}

const activation =
  'Every activation of the pattern, as an unknown function of the result; and by cases, where it has an order.';

/** x · cos + (−upper half of x, lower half of x) · sin, with angles whose halves are equal or not. */
function rotation(d: Draft): void {
  const [length, half] = [d.size(1, 3), d.size(1, 2)];
  const shape = [d.size(1, 2), d.size(1, 2), length, 2 * half];
  const x = d.x(shape);
  const part = (start: number, end: number) =>
    d.op('Slice', [x, d.ints([start]), d.ints([end]), d.ints([3])]);
  const swapped = d.op('Concat', [d.op('Neg', [part(half, 99)]), part(0, half)], { axis: d.pick(3, -1) });
  const f = d.x([length, half]);
  const angles = (name: string) =>
    d.pick(
      () => d.op('Concat', [f, f], { axis: -1 }),
      () => d.op(name, [d.op('Concat', [f, f], { axis: 1 })]),
      () => d.op('Unsqueeze', [d.op(name, [d.op('Concat', [f, f], { axis: 1 })]), d.ints([0])]),
      () =>
        d.folded('Cos', [
          d.folded('Concat', either(d, d.w([length, half]), d.w([length, half])), { axis: 1 }),
        ]),
      () => {
        const w = d.w([length, half]);
        return d.folded('Cos', [d.folded('Concat', [w, w], { axis: 1 })]);
      },
    )();
  const products = [
    d.op('Mul', either(d, x, angles('Cos'))),
    d.op('Mul', either(d, swapped, angles('Sin'))),
  ] as const;
  d.out(d.op('Add', either(d, ...products)));
}

/** Rules that fuse what the providers have kernels for; both sides by the operators' published definitions. */
export const fusionCases: Cases = {
  'fuse-skip-layer-normalization': {
    why: 'Ranks 2 and 3, with and without a shift, the sum used elsewhere or not.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 2, 3);
        const sum = d.op('Add', [d.x(shape), d.x(shape)]);
        const width = shape.slice(-1);
        d.out(
          d.op('LayerNormalization', d.biased([sum, d.w(width)], width), { epsilon: d.pick(1e-5, 0.25) }),
        );
        if (d.coin()) d.out(d.op('Neg', [sum]));
      },
    },
  },
  'fuse-bias-into-skip-layer-normalization': {
    why: 'Ranks 2 and 3, the bias on either addend and on either side of its sum, with and without a shift.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 2, 3);
        const width = shape.slice(-1);
        const moved = d.op('Add', either(d, d.x(shape), d.w(width)));
        const operands = d.biased([...either(d, moved, d.x(shape)), d.w(width)], width);
        d.out(d.op('SkipLayerNormalization', operands, {}, microsoft));
      },
    },
  },
  'fuse-simplified-layer-normalization': {
    why: 'Ranks 2 and 3, squares as powers and products, division as Div, Reciprocal and 1/x.',
    classes: { any: (d) => rootMeanSquare(d) },
  },
  'fuse-transpose-into-matmul': {
    why: 'Either operand or both turned, of rank 2 and 3.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(), d.size(), d.size()];
        const batch = d.coin() ? [] : [2];
        const perm = batch.length === 0 ? [1, 0] : [0, 2, 1];
        const operand = (rows: number, columns: number) =>
          d.coin()
            ? d.x([...batch, rows, columns])
            : d.op('Transpose', [d.x([...batch, columns, rows])], { perm });
        d.out(d.op('MatMul', [operand(m, k), operand(k, n)]));
      },
    },
  },
  'split-transpose-off-fused-matmul': {
    why: 'Both transpositions and the factor, of rank 2 and 3.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(), d.size(), d.size()];
        const batch = d.coin() ? [] : [2];
        const [transA, transB] = [d.random.int(2), d.random.int(2)];
        const a = d.x([...batch, ...(transA ? [k, m] : [m, k])]);
        const b = d.x([...batch, ...(transB ? [n, k] : [k, n])]);
        d.out(
          d.op('FusedMatMul', [a, b], { transA, transB, alpha: { float: d.pick(1, 0.5, 3) } }, microsoft),
        );
      },
    },
  },
  'fuse-factor-into-matmul': {
    why: 'A product, fused or not, times or divided by one number on the sides where it may stand.',
    classes: {
      any: (d) => {
        const [m, k, n] = [d.size(), d.size(), d.size()];
        const transB = d.random.int(2);
        const [a, b] = [d.x([m, k]), d.x(transB ? [n, k] : [k, n])];
        const product =
          transB || d.coin()
            ? d.op('FusedMatMul', [a, b], { transB, alpha: { float: d.pick(1, 0.5) } }, microsoft)
            : d.op('MatMul', [a, b]);
        const c = d.k(d.pick([], [1]), d.pick(2, 0.5, 4));
        d.out(d.coin() ? d.op('Mul', either(d, product, c)) : d.op('Div', [product, c]));
      },
    },
  },
  'fuse-conv-activation': {
    why: activation,
    classes: {
      field: (d) => d.out(activated(d, conv(d).y, true)),
      order: { build: (d) => d.out(activated(d, conv(d).y, true)), domain: 'order' },
    },
  },
  'split-activation-off-fused-conv': {
    why: activation,
    classes: {
      field: (d) => d.out(fusedConv(d)),
      order: { build: (d) => d.out(fusedConv(d)), domain: 'order' },
    },
  },
  'fuse-gemm-activation': {
    why: activation,
    classes: {
      field: (d) => d.out(activated(d, gemm(d, { transA: true }).y, false)),
      order: { build: (d) => d.out(activated(d, gemm(d, { transA: true }).y, false)), domain: 'order' },
    },
  },
  'fuse-skip-simplified-layer-normalization': {
    why: 'Ranks 2 and 3, the sum used elsewhere or not.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3), 2, 3);
        const sum = d.op('Add', [d.x(shape), d.x(d.pick(shape, shape, d.narrower(shape)))]);
        const axis = d.pick(-1, -1, -2);
        const scale = d.w(shape.slice(axis));
        d.out(d.op('SimplifiedLayerNormalization', [sum, scale], { axis, epsilon: d.pick(1e-5, 0.25) }));
        if (d.coin()) d.out(d.op('Neg', [sum]));
      },
    },
  },
  'fuse-rms-normalization': {
    why: 'Ranks 2 and 3, over the last axis and over others.',
    classes: {
      any: {
        build: (d) => {
          const shape = d.shape(d.size(2, 3), 2, 3);
          const axis = d.pick(-1, -1, -2, shape.length - 1);
          d.out(
            d.op('RMSNormalization', [d.x(shape), d.w(shape.slice(axis))], {
              axis,
              epsilon: d.pick(1e-5, 0.25),
            }),
          );
        },
        options: { opset: 23 },
      },
    },
  },
  'lower-rms-normalization': {
    why: 'Ranks 2 and 3, over any last axes, with scales of every shape that broadcasts.',
    classes: {
      any: {
        build: (d) => {
          const shape = d.shape(d.size(2, 3), 2, 3);
          const axis = d.pick(-1, -2, shape.length - 1);
          const scale = d.pick(d.w(shape.slice(axis)), d.x(shape.slice(-1)));
          d.out(d.op('RMSNormalization', [d.x(shape), scale], { axis, epsilon: d.pick(1e-5, 0.25) }));
        },
        options: { opset: 23 },
      },
    },
  },
  'recognise-rms-normalization': {
    why: 'Ranks 2 and 3, squares as powers and products, division as Div, Reciprocal and 1/x.',
    classes: { any: { build: (d) => rootMeanSquare(d, true), options: { opset: 23 } } },
  },
  'fuse-rotary-embedding': {
    why: 'Any number of examples, heads, places and pairs of features, in every order of the operands; angles computed, given and constant, with equal halves and without.',
    classes: { any: rotation },
  },
  'fuse-multi-head-attention': {
    why: 'One and two heads, keys turned once and twice, with and without scale and mask, masks of every shape admitted.',
    classes: { any: attention, odd: oddAttention },
  },
};
