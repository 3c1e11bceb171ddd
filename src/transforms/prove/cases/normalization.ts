import type { ValueId } from '../../../graph';
import type { Cases } from '../case';
import type { Draft } from '../draft';

const either = (d: Draft, a: ValueId, b: ValueId): readonly ValueId[] => (d.coin() ? [a, b] : [b, a]);

const axesDrawn = 'Every normalised suffix of the axes of ranks 2 and 3, with and without a shift.';

/** A LayerNormalization over the axes from `axis` on, with a scale of their shape and perhaps a shift. */
function layerNorm(d: Draft): {
  readonly y: ValueId;
  readonly tail: readonly number[];
  readonly shape: readonly number[];
} {
  const shape = d.shape(d.size(2, 3), 2, 3);
  const axis = d.random.int(shape.length);
  const tail = shape.slice(axis);
  const y = d.op('LayerNormalization', d.biased([d.x(shape), d.w(tail)], tail), {
    axis: d.coin() ? axis : axis - shape.length,
    epsilon: d.pick(1e-5, 0.25),
  });
  return { y, tail, shape };
}

/** (x − mean) / √(mean of squares + ε), over a suffix of the axes. */
function writtenOut(d: Draft, opset: number): void {
  const shape = d.shape(d.size(2, 3), 2, 3);
  const from = d.random.int(shape.length);
  const axes = shape.map((_, i) => (d.coin() ? i : i - shape.length)).slice(from);
  const mean = (x: ValueId) =>
    opset >= 18 ? d.op('ReduceMean', [x, d.ints(axes)]) : d.op('ReduceMean', [x], { axes });
  const x = d.x(shape);
  const centred = d.op('Sub', [x, mean(x)]);
  const squared = d.coin() ? d.op('Pow', [centred, d.k([], 2)]) : d.op('Mul', [centred, centred]);
  const variance = d.op('Add', either(d, mean(squared), d.k([], 0.25)));
  d.out(d.op('Div', [centred, d.op('Sqrt', [variance])]));
}

/** exp(x) / Σ exp(x) over one axis, with and without the maximum subtracted. */
function softmaxWrittenOut(d: Draft): void {
  const shape = d.shape(d.size(2, 3));
  const axis = d.random.int(shape.length);
  const x = d.x(shape);
  const shifted = d.coin() ? x : d.op('Sub', [x, d.op('ReduceMax', [x], { axes: [axis - shape.length] })]);
  const powers = d.op('Exp', [shifted]);
  d.out(d.op('Div', [powers, d.op('ReduceSum', [powers, d.ints([axis])])]));
}

/** Rules of LayerNormalization and Softmax. */
export const normalizationCases: Cases = {
  'recognise-layer-normalization': {
    why: 'Every suffix of axes, axes from either end, squares as powers and products, axes as attribute and input.',
    classes: {
      attribute: { build: (d) => writtenOut(d, 17), options: { opset: 17 } },
      input: { build: (d) => writtenOut(d, 18), options: { opset: 18 } },
    },
  },
  'replace-mean-of-squares': {
    why: 'Random axes from either end, kept and dropped; squares as powers and as products, and another power.',
    classes: {
      any: (d) => {
        const rank = d.size(1, 3);
        const x = d.x(d.shape(rank));
        const power = d.k(d.pick([], [1], [1, 1, 1]), d.pick(2, 2, 2, 3));
        const square = d.coin() ? d.op('Mul', [x, x]) : d.op('Pow', [x, power]);
        const axes = d.order(rank).slice(0, d.size(1, rank));
        d.out(d.op('ReduceMean', [square], { axes, keepdims: d.random.int(2) }));
      },
    },
  },
  'unfuse-layer-normalization': {
    why: axesDrawn,
    classes: {
      attribute: (d) => d.out(layerNorm(d).y),
      input: { build: (d) => d.out(layerNorm(d).y), options: { opset: 18 } },
    },
  },
  'lower-layer-normalization': {
    why: axesDrawn,
    classes: {
      attribute: (d) => d.out(layerNorm(d).y),
      input: { build: (d) => d.out(layerNorm(d).y), options: { opset: 18 } },
    },
  },
  'absorb-scale-into-layer-normalization': {
    why: `${axesDrawn} The factor is of every shape that broadcasts within the normalised axes, on either side.`,
    classes: {
      any: (d) => {
        const { y, tail } = layerNorm(d);
        d.out(d.op('Mul', either(d, y, d.w(d.narrower(tail)))));
      },
    },
  },
  'absorb-shift-into-layer-normalization': {
    why: `${axesDrawn} The addend is of every shape that broadcasts within the normalised axes, on either side.`,
    classes: {
      any: (d) => {
        const { y, tail } = layerNorm(d);
        d.out(d.op('Add', either(d, y, d.w(d.narrower(tail)))));
      },
    },
  },
  'split-affine-off-layer-normalization': {
    why: axesDrawn,
    classes: { any: (d) => d.out(layerNorm(d).y) },
  },
  'recognise-softmax': {
    why: 'Any axis of ranks 2 and 3, with and without the maximum; the maximum may be any function of its row.',
    classes: { any: softmaxWrittenOut },
  },
  'lower-softmax': {
    why: 'Any axis of ranks 2 and 3; before opset 13 the last; the maximum may be any function of its row.',
    classes: {
      any: (d) => {
        const shape = d.shape(d.size(2, 3));
        d.out(d.op('Softmax', [d.x(shape)], { axis: d.random.int(2 * shape.length) - shape.length }));
      },
      'before 13': {
        build: (d) => d.out(d.op('Softmax', [d.x(d.shape(2))], { axis: 1 })),
        options: { opset: 11 },
      },
    },
  },
};
