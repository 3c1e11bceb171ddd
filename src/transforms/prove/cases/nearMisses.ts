import type { ValueId } from '../../../graph';
import type { CaseClass } from '../case';
import { conv, either, windows } from './conv';

/**
 * Graphs that come close to what rules rewrite and lie outside their conditions. They join the pool on which every rule is
 * tried: a rule that forgets the condition applies there, and is caught.
 */
export const nearMisses: Readonly<Record<string, CaseClass | CaseClass['build']>> = {
  'a constant that varies along the map, behind a convolution': (d) => {
    const { y } = conv(d, { size: [4, 4], kernel: [1, 1], attrs: {} });
    const c = d.w(d.pick<readonly number[]>([4], [4, 1], [1, 1, 4, 1]));
    d.out(d.op(d.pick('Add', 'Mul'), either(d, y, c)));
  },
  'a constant that varies along the map, before a convolution': (d) => {
    const x = d.op(d.pick('Add', 'Mul'), either(d, d.x([1, 2, 4, 4]), d.w(d.pick([4], [4, 1]))));
    d.out(conv(d, { x, channels: 2 }).y);
  },
  'an affine map before a convolution that pads': (d) => {
    const x = d.op('Add', either(d, d.x([1, 2, 4, 4]), d.w([2, 1, 1])));
    d.out(conv(d, { x, channels: 2, attrs: { pads: [1, 1, 1, 1] } }).y);
  },
  'two convolutions, the second padding': (d) => {
    const first = conv(d, {
      group: 1,
      kernel: d.pick([1, 1], [2, 2]),
      filters: 4,
      channels: 1,
      attrs: windows(d),
    });
    const kernel = d.pick([1, 1], [2, 2]);
    d.out(conv(d, { group: d.pick(1, 2), x: first.y, channels: 4, filters: 2, kernel, attrs: windows(d) }).y);
  },
  'pooling around a convolution of any windows': (d) => {
    const { dilations: _, ...attrs } = windows(d);
    const pool = { kernel_shape: [2, 2], ...attrs, count_include_pad: d.random.int(2) };
    const kernel = d.pick([1, 1], [2, 2]);
    if (d.coin()) d.out(d.op('AveragePool', [conv(d, { kernel, size: [5, 5] }).y], pool));
    else d.out(conv(d, { x: d.op('AveragePool', [d.x([1, 2, 6, 6])], pool), channels: 2, kernel }).y);
  },
  'global pooling around a convolution of any windows': (d) => {
    const kernel = d.pick([1, 1], [2, 2]);
    if (d.coin()) d.out(d.op('GlobalAveragePool', [conv(d, { kernel }).y]));
    else d.out(conv(d, { x: d.op('GlobalAveragePool', [d.x([1, 2, 3, 3])]), channels: 2, kernel }).y);
  },
  'padding with something else than zeros': (d) => {
    const amounts = d.ints(
      d.pick([0, 0, 1, 0, 0, 0, 1, 1], [0, 1, 1, 0, 0, 0, 0, 1], [1, 0, 0, 1, 0, 0, 1, 0]),
    );
    const x = d.x([2, 2, 4, 4]);
    const value = d.k([], d.pick(0, 1, -1));
    const padded = d.op('Pad', [x, amounts, value], {
      mode: d.pick('constant', 'constant', 'edge', 'reflect'),
    });
    const channels = d.size(2, 3);
    const window = { kernel_shape: [2, 2], ...(d.coin() ? {} : { pads: [1, 1, 1, 1] }) };
    d.out(
      d.pick(
        () => d.op('Conv', [padded, d.w([2, channels, 2, 2])]),
        () => d.op('AveragePool', [padded], window),
        () => d.op('MaxPool', [padded], window),
      )(),
    );
  },
  'falling functions around max pooling': (d) => {
    const f = (x: ValueId) => d.op('LeakyRelu', [x], { alpha: -2 });
    const pool = (x: ValueId) => d.op('MaxPool', [x], { kernel_shape: [2, 2] });
    const x = d.x([1, 1, 3, 3]);
    d.out(d.coin() ? f(pool(x)) : pool(f(x)));
  },
  'max pools that do not fit together': (d) => {
    const window = (kernel: number) => {
      const { auto_pad: _, ...attrs } = windows(d);
      return { kernel_shape: [kernel, kernel], ...attrs, ceil_mode: d.random.int(2) };
    };
    const x = d.x([1, 1, 8, 7]);
    if (d.coin()) d.out(d.op('MaxPool', [d.op('MaxPool', [x], window(2))], window(2)));
    else d.out(d.op('MaxPool', [x], window(2)), d.op('MaxPool', [x], window(d.pick(3, 5))));
  },
  'a factor or an addend per row of a product': (d) => {
    const [m, k, n] = [3, 2, 3];
    const product = d.coin()
      ? d.op('MatMul', [d.x([m, k]), d.w([k, n])])
      : d.op('Gemm', [d.x([m, k]), d.w([k, n]), d.w(d.pick([m, 1], [n]))]);
    const c = d.w(d.pick<readonly number[]>([m, 1], [m, n], [n]));
    d.out(d.op(d.pick('Mul', 'Add', 'Div'), [product, c]));
  },
  'a factor or an addend per row before a product': (d) => {
    const x = d.op(d.pick('Mul', 'Add', 'Div'), [
      d.x([3, 2]),
      d.w(d.pick<readonly number[]>([3, 1], [3, 2], [2])),
    ]);
    d.out(d.coin() ? d.op('MatMul', [x, d.w([2, 3])]) : d.op('Gemm', [x, d.w([2, 3])], { alpha: 0.5 }));
  },
  'attention whose logits do not shift alike': (d) => {
    const keys = d.op('Add', [d.x([4, 4]), d.w(d.pick([4], [4, 4], [4, 1]))]);
    const turned = d.coin() ? d.op('Transpose', [keys], { perm: [1, 0] }) : keys;
    const logits = d.op('MatMul', [d.x([3, 4]), turned]);
    const changed = d.pick(
      () => logits,
      () => d.op('Tanh', [logits]),
      () => d.op('Mul', [logits, d.x([4])]),
      () => d.op('Where', [d.x([4], 'bool'), logits, d.k([], -10000)]),
    )();
    d.out(d.op('Softmax', [changed], { axis: d.pick(0, 1) }));
  },
  'attention whose rows do not sum to 1': (d) => {
    const values = d.op('Add', [d.x([4, 4]), d.w([4])]);
    const p = d.op('Softmax', [d.x([4, 4])], { axis: d.pick(0, 1) });
    const changed = d.coin() ? p : d.op('Mul', [p, d.x([4, 1])]);
    d.out(d.op('MatMul', [changed, d.coin() ? values : d.op('Transpose', [values], { perm: [1, 0] })]));
  },
  'a normalization over other axes than the last': (d) => {
    const x = d.x([3, 3]);
    const [first, second] = [d.pick([0], [1], [0, 1]), d.pick([0], [1], [0, 1])];
    const centred = d.op('Sub', [x, d.op('ReduceMean', [x], { axes: first })]);
    const squares = d.op('ReduceMean', [d.op('Pow', [centred, d.k([], d.pick(2, 3))])], { axes: second });
    d.out(d.op('Div', [centred, d.op('Sqrt', [d.op('Add', [squares, d.k(d.pick([], [3]), 0.25)])])]));
  },
  'exponentials divided by another sum': (d) => {
    const x = d.x([3, 3]);
    const e = d.op('Exp', [x]);
    const keepdims = d.random.int(2);
    d.out(d.op('Div', [e, d.op('ReduceSum', [e, d.ints(d.pick([0], [1], [0, 1]))], { keepdims })]));
  },
  'a scale behind a normalization, along other axes': (d) => {
    const norm = d.op('LayerNormalization', [d.x([3, 3]), d.w([3])]);
    d.out(d.op(d.pick('Mul', 'Add'), [norm, d.w(d.pick([3, 1], [3, 3]))]));
  },
  'functions with other constants': (d) => {
    const x = d.x([2, 3]);
    const half = d.k([], d.pick(0.5, 0.25));
    const sum = d.op('Add', [
      d.op('Erf', [d.op('Mul', [x, d.k([], d.pick(Math.SQRT1_2, Math.SQRT2))])]),
      d.k([], d.pick(1, 2)),
    ]);
    d.out(
      d.op('Mul', [d.op('Mul', [x, sum]), half]),
      d.op('Log', [d.op('Add', [d.op('Exp', [x]), d.k([], 2)])]),
      d.op('Div', [d.k([], 2), x]),
      d.op('Mul', [x, d.op('HardSigmoid', [x])]),
      d.op('Mul', [d.op('HardSigmoid', [d.x([2, 3])]), x]),
      d.op('Mul', [d.x([2, 3]), d.op('Tanh', [d.op('Softplus', [x])])]),
      d.op('Mul', [d.x([2, 3]), d.op('Sigmoid', [x])]),
    );
  },
  'conditions, bounds and rounding that differ': (d) => {
    const x = d.x([2, 3]);
    d.out(
      d.op('Neg', [d.op('Where', [d.k([3], [0, 1, 0], 'bool'), x, d.x([2, 3])])]),
      d.op('Neg', [d.op('Sign', [d.op('Floor', [x])])]),
      d.op('Max', [x, d.k([3], [0, 1, -1])]),
      d.op('Clip', [x, d.k([], -1), d.k([], 6)]),
      d.op('Clip', [d.op('Clip', [x, d.k([], 1), d.k([], -1)]), d.k([], 0), d.k([], 2)]),
      d.op('Relu', [d.op('Tanh', [x])]),
      d.op('PRelu', [x, d.k([3], [0.25, 0.5, 2])]),
      d.op('Neg', [d.op('Cast', [d.op('Cast', [x], { to: 7 })], { to: 1 })]),
    );
  },
  'channels picked along other axes and between groups': (d) => {
    const gathered = () => d.op('Gather', [d.x([4, 4, 4]), d.ints([2, 0, 3, 1])], { axis: d.pick(0, 1, 2) });
    const grouped = d.op('Gather', [d.x([1, 4, 3, 3]), d.ints([2, 0, 3, 1])], { axis: 1 });
    d.out(d.op('Gather', [gathered(), d.ints([1, 0, 0, 3])], { axis: d.pick(0, 1, 2) }));
    d.out(conv(d, { x: grouped, channels: 4, group: 2, filters: 4 }).y);
    d.out(
      d.op('Gather', [conv(d, { group: 2, channels: 4, filters: 4 }).y, d.ints([3, 0, 1, 2])], { axis: 1 }),
    );
    d.out(...d.nodes('Split', [gathered(), d.ints([1, 3])], { axis: d.pick(0, 1, 2) }, 2));
  },
  'parts along other axes and of groups': (d) => {
    const x = d.x([4, 4, 4, 4]);
    const axis = d.size(0, 3);
    const parts = d.nodes('Split', [x, d.ints([2, 2])], { axis }, 2);
    const w = d.w([2, axis === 1 ? 2 : 4, 1, 1]);
    d.out(
      d.op(
        'Concat',
        parts.map((part) => d.op('Conv', [part, w])),
        { axis: d.size(0, 3) },
      ),
    );
    const joined = d.op('Concat', [d.x([2, 2, 3, 3]), d.x([2, 2, 3, 3])], { axis: d.pick(1, 2) });
    d.out(conv(d, { x: joined, channels: 4, group: 2, filters: 4 }).y);
    d.out(
      ...d.nodes(
        'Split',
        [
          conv(d, { group: 2, channels: 4, filters: 4, size: [4, 4], kernel: [1, 1], attrs: {} }).y,
          d.ints([1, 3]),
        ],
        { axis: d.pick(1, 2) },
        2,
      ),
    );
  },
  'a stack of matrices times a vector, turned': (d) => {
    const product = d.op('MatMul', [d.x([2, 2, 2]), d.x([2])]);
    d.out(d.op('Transpose', [product], { perm: [1, 0] }));
  },
  'whole numbers, which are cut when divided': (d) => {
    const shape = [2, 3];
    const x = d.x(shape, 'int32');
    const k = (n: number, of: readonly number[] = []) => d.k(of, n, 'int32');
    d.out(
      d.pick(
        () => d.op('Div', [x, k(d.pick(2, 3))]),
        () => d.op('Mul', [d.op('Div', [x, k(2)]), k(d.pick(2, 4))]),
        () => d.op('Div', [d.op('Mul', [x, k(3)]), k(d.pick(2, 5))]),
        () => d.op('Div', [d.op('Add', [x, d.x(shape, 'int32')]), k(2)]),
        () => d.op('Add', [d.op('Div', [x, k(2)]), d.op('Div', [d.x(shape, 'int32'), k(2)])]),
        () => d.op('MatMul', [d.op('Div', [x, k(2)]), d.x([3, 2], 'int32')]),
        () => d.op('ReduceMean', [d.op('Mul', [x, k(3)])], { axes: [1] }),
        () => d.op('ReduceMean', [d.op('Add', [x, d.x(shape, 'int32')])], { axes: [1] }),
        () =>
          d.op('Add', [
            d.op('ReduceMean', [x], { axes: [1] }),
            d.op('ReduceMean', [d.x(shape, 'int32')], { axes: [1] }),
          ]),
        () => d.op('Pow', [x, k(2)]),
        () => d.op('Transpose', [d.op('Div', [x, k(2)])], { perm: [1, 0] }),
      )(),
    );
  },
};
