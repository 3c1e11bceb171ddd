import type { ValueId } from '../../../graph';
import type { Attributes, Draft } from '../draft';
import { conv, either, windows } from './conv';

/** A BatchNormalization that normalises by the statistics of what it is given. */
const training = (d: Draft, x: ValueId, channels: number): ValueId =>
  d.op('BatchNormalization', [x, ...Array.from({ length: 4 }, () => d.w([channels]))], { training_mode: 1 });

const turned = (d: Draft, x: ValueId, rank: number) => d.op('Transpose', [x], { perm: d.order(rank) });

/** x / √(mean x² + ε) · γ over any axes, with any power and scale. */
function rootMeanSquare(d: Draft): void {
  const x = d.x([3, 3]);
  const power = d.op('Pow', [x, d.k([], d.pick(2, 2, 3))]);
  const mean = d.op('ReduceMean', [power], { axes: d.pick([-1], [-1], [0], [0, 1]) });
  const root = d.op('Sqrt', [d.op('Add', [mean, d.k(d.pick([], [], [3]), 0.25)])]);
  d.out(d.op('Mul', [d.op('Div', [x, root]), d.w(d.pick([3], [3], [3, 3], [3, 1]))]));
}

/** More graphs that come close to what rules rewrite and lie outside their conditions. */
export const moreNearMisses: Readonly<Record<string, (d: Draft) => void>> = {
  'a normalization in training mode': (d) => {
    const group = d.pick(1, 2);
    d.out(
      d.pick(
        () => training(d, conv(d, { filters: 2, group }).y, 2),
        () => training(d, d.op('ConvTranspose', [d.x([1, 2, 2, 2]), d.w([2, 2, 2, 2])]), 2),
        () => training(d, d.op('Gemm', [d.x([2, 3]), d.w([3, 2])]), 2),
        () => training(d, d.op('MatMul', [d.x([2, 3]), d.w([3, 2])]), 2),
        () => conv(d, { x: training(d, d.x([1, 2, 4, 4]), 2), channels: 2, attrs: {} }).y,
        () => training(d, d.x([2, 2, 3]), 2),
      )(),
    );
  },
  'a Dropout in training mode': (d) => {
    const given = [d.x([2, 3]), d.k([], 0.5), d.k([], d.random.int(2), 'bool')];
    d.out(d.op('Relu', [d.op('Dropout', given)]));
  },
  'an affine map that varies along the map': (d) => {
    const c = () => d.w(d.pick<readonly number[]>([4], [4, 1], [2, 1, 1], [1, 1, 1, 4]));
    d.out(d.op('Add', either(d, d.op('Mul', either(d, d.x([1, 2, 4, 4]), c())), c())));
  },
  'a constant that varies along the map, behind a transposed convolution': (d) => {
    const y = d.op('ConvTranspose', [d.x([1, 2, 3, 3]), d.w([2, 2, 2, 2])]);
    d.out(d.op(d.pick('Add', 'Mul'), either(d, y, d.w(d.pick([4], [4, 1], [2, 1, 1])))));
  },
  'a part of a product with a vector': (d) => {
    const product = d.coin()
      ? d.op('MatMul', [d.x([3, 2]), d.x([2])])
      : d.op('MatMul', [d.x([2]), d.x([2, 3])]);
    d.out(d.op('Slice', [product, d.ints([1]), d.ints([3]), d.ints([0])]));
  },
  'a constant that is divided': (d) => {
    const k = d.k([], 2);
    const x = d.x([2, 3]);
    const bounded = d.op('Clip', [d.op('Add', [x, k]), d.k([], 0), d.k([], 4)]);
    d.out(
      d.pick(
        () => d.op('Div', [k, d.op('Add', [x, d.k([3], [1, 2, 3])])]),
        () => d.op('Div', [k, turned(d, x, 2)]),
        () => d.op('Div', [k, d.op('Mul', [x, d.k([], 3)])]),
        () => d.op('Div', [d.k([], 4), bounded]),
        () => d.op('Div', [bounded, d.k([], d.pick(4, 5))]),
        () => d.op('Mul', [bounded, d.k([1, 1, 1], 0.25)]),
      )(),
    );
  },
  'a factor that varies, behind a rearrangement': (d) => {
    d.out(d.op(d.pick('Mul', 'Div'), [turned(d, d.x([3, 3]), 2), d.w(d.pick([], [3], [3, 1], [1, 1, 1]))]));
  },
  'columns and rows of a product, split': (d) => {
    const product = d.op('MatMul', [d.x([4, 4]), d.w(d.pick([4, 4], [2, 4, 4]))]);
    d.out(...d.nodes('Split', [product, d.ints([2, 2])], { axis: 0 }, 2).map((part) => d.op('Neg', [part])));
    d.out(...d.nodes('Split', [d.op('MatMul', [d.x([4, 4]), d.w([4, 4])]), d.ints([1, 3])], { axis: 0 }, 2));
  },
  'convolutions of different windows, added': (d) => {
    const one = { kernel_shape: [1, 1], ...(d.coin() ? { pads: [1, 1, 1, 1] } : {}) };
    const three = { kernel_shape: [3, 3], pads: d.coin() ? [1, 1, 1, 1] : [2, 2, 2, 2] };
    const size = [4, 4];
    const left = conv(d, { kernel: [1, 1], attrs: one, size, group: 1, filters: 2, channels: 2 });
    const shared = d.coin() ? { x: left.x } : {};
    const right = conv(d, {
      kernel: [3, 3],
      attrs: three,
      size,
      group: 1,
      filters: 2,
      channels: 2,
      ...shared,
    });
    if ('pads' in one === (three.pads[0] === 2)) d.out(d.op('Add', either(d, left.y, right.y)));
  },
  'a convolution and its input, added': (d) => {
    const attrs = d.pick<Attributes>({}, { pads: [0, 0, 1, 1] }, { pads: [1, 1, 0, 0] }, { strides: [2, 2] });
    const kernel = 'pads' in attrs ? [2, 2] : [1, 1];
    const size = 'strides' in attrs ? [1, 1] : [3, 3];
    const group = d.pick(1, 2);
    const { x, y } = conv(d, { kernel, attrs, size, group, channels: 2, filters: d.pick(2, 2, 2 * group) });
    if ('strides' in attrs || d.coin()) d.out(d.op('Relu', [d.op('Add', either(d, x, y))]));
  },
  'an addend before a Gemm of any kind': (d) => {
    const [transA, transB] = [d.random.int(2), d.random.int(2)];
    const x = d.op('Add', either(d, d.x([3, 3]), d.w(d.pick([3], [1, 3], [3, 1], [3, 3]))));
    const operands = d.biased([x, d.w([3, 3])], d.pick([3], [3, 1]));
    const beta = { float: d.pick(1, 2) };
    d.out(d.op('Gemm', operands, { transA, transB, alpha: { float: d.pick(1, 1, 0.5) }, beta }));
  },
  'two Gemms of any kind': (d) => {
    const flags = () => ({ transA: d.random.int(2), transB: d.random.int(2) });
    const first = d.op('Gemm', d.biased([d.x([4, 4]), d.w([4, 4])], d.pick([4], [4, 1])), flags());
    const second = d.biased([first, d.w([4, 4])], d.pick([4], [4, 1], [4, 4]));
    d.out(d.op('Gemm', second, { ...flags(), alpha: { float: d.pick(1, 0.5) } }));
  },
  'two products with something between': (d) => {
    const first = d.op('MatMul', [d.x([3, 4]), d.w([4, 4])]);
    const between = d.op('Add', either(d, first, d.w(d.pick<readonly number[]>([4], [3, 1], [3, 4], [1]))));
    d.out(d.op('MatMul', [between, d.w(d.pick([4, 2], [2, 4, 2]))]));
  },
  'rearrangements of channels that are no shuffle': (d) => {
    const apart = d.op('Reshape', [d.x([2, 4, 2, 2]), d.ints(d.pick([2, 2, 2, 2, 2], [2, 4, 1, 2, 2]))]);
    const perm = d.pick([0, 2, 1, 3, 4], [1, 0, 2, 3, 4], [0, 1, 2, 4, 3], [0, 2, 1, 4, 3], [0, 3, 2, 1, 4]);
    const moved = d.op('Transpose', [apart], { perm });
    d.out(d.op('Reshape', [moved, d.ints(d.pick([2, 4, 2, 2], [4, 2, 2, 2]))]));
  },
  'a negative that something is taken from': (d) => {
    const negative = d.op('Neg', [d.x([2, 3])]);
    const other = d.x([2, 3]);
    d.out(d.op('Sub', either(d, negative, other)), d.op('Add', either(d, negative, other)));
  },
  'whole numbers, divided by each other': (d) => {
    const one = d.k([], 1, 'int32');
    const divisor = d.op('Add', [d.x([3], 'int32'), one]);
    d.out(d.op('Div', [d.x([2, 3], 'int32'), divisor]));
  },
  'a gate with a factor that is no one number': (d) => {
    const x = d.x([2, 3]);
    const scaled = d.op('Mul', either(d, x, d.k(d.pick([], [1, 1, 1], [3]), 1.5)));
    d.out(d.op('Mul', either(d, x, d.op('Sigmoid', [scaled]))));
  },
  'operands of another rank, transposed': (d) => {
    const other = d.coin() ? d.x([3]) : d.x([2, 1, 3]);
    d.out(turned(d, d.op(d.pick('Add', 'Mul', 'Sub'), either(d, d.x([2, 3, 3]), other)), 3));
  },
  'a sum that is normalised over other axes': (d) => {
    const axis = d.pick(-1, -2, 0);
    const shape = [2, 3, 3];
    const sum = d.op('Add', [d.x(shape), d.x(d.pick(shape, [3], [1, 3, 3]))]);
    const scale = d.w(d.pick(shape.slice(axis), axis === -1 ? [1] : shape.slice(axis)));
    d.out(d.op(d.pick('LayerNormalization', 'SimplifiedLayerNormalization'), [sum, scale], { axis }));
  },
  'addends of a fused normalization': (d) => {
    const sum = d.op('Add', either(d, d.x([3, 3]), d.w(d.pick([3], [3, 1], [1], [3, 3]))));
    d.out(d.op('SkipLayerNormalization', [sum, d.x([3, 3]), d.w([3])], {}, 'com.microsoft'));
  },
  'other axes that are turned before a product': (d) => {
    const operand = () => (d.coin() ? d.x([2, 2, 2]) : turned(d, d.x([2, 2, 2]), 3));
    d.out(d.op('MatMul', [operand(), operand()]));
  },
  'batches that are turned before a product': (d) => {
    const attrs = { transBatchA: d.random.int(2), transBatchB: d.random.int(2), transA: d.random.int(2) };
    d.out(d.op('FusedMatMul', [d.x([2, 2, 2]), d.x([2, 2, 2])], attrs, 'com.microsoft'));
  },
  'parts of other sizes, joined and combined': (d) => {
    const axis = d.random.int(2);
    const part = (size: number) => d.x([2, 2].with(axis, size));
    const join = (a: ValueId, b: ValueId, along = axis) => d.op('Concat', [a, b], { axis: along });
    for (const f of ['Add', 'Mul']) {
      d.out(d.op(f, [join(part(1), part(3)), join(part(3), part(1))]));
      d.out(join(d.op(f, [part(1), part(3)]), d.op(f, [part(3), part(1)])));
    }
    d.out(join(join(part(1), part(3)), join(part(3), part(1)), 1 - axis));
    d.out(d.op('MatMul', [join(d.x([2, 1]), d.x([2, 3]), 1), join(d.x([3, 2]), d.x([1, 2]), 0)]));
  },
  'what is turned otherwise, combined': (d) => {
    const operand = () => turned(d, d.x([2, 2, 2]), 3);
    d.out(d.op(d.pick('Add', 'Mul'), [operand(), operand()]));
  },
  'parts with a factor of many numbers': (d) => {
    const factor = d.x(d.pick([3], [3, 1], [3, 3]));
    const part = () => d.op('Mul', either(d, factor, d.x([3, 3])));
    d.out(d.op('Concat', [part(), part()], { axis: d.random.int(2) }));
  },
  'convolutions with something in common and other windows': (d) => {
    const near = { pads: [1, 1, 1, 1] };
    const wide = { pads: [2, 2, 2, 2], dilations: [2, 2] };
    const weights = () => d.w([2, 2, 3, 3]);
    const [x, w] = [d.x([1, 2, 4, 4]), weights()];
    const sharesInput = d.coin();
    const made = [near, wide].map((attrs) =>
      d.op('Conv', sharesInput ? [x, weights()] : [d.x([1, 2, 4, 4]), w], attrs),
    );
    d.out(d.coin() ? d.op('Add', made) : d.op('Concat', made, { axis: 1 }));
  },
  'channels picked of parts that are joined along other axes': (d) => {
    const joined = d.op('Concat', [d.x([2, 2, 2]), d.x([2, 2, 2])], { axis: d.pick(0, 1, 2) });
    const order = d.ints([1, 0].slice(0, d.size(1, 2)));
    d.out(d.op('Gather', [joined, order], { axis: d.pick(0, 1, 2) }));
  },
  'root mean squares over other axes': rootMeanSquare,
  'a convolution without strides over a part': (d) => {
    const { y } = conv(d, { size: [5, 5], attrs: windows(d) });
    d.out(d.op('Slice', [y, d.ints([0, 1]), d.ints([2, 3]), d.ints([1, 2])]));
  },
};
