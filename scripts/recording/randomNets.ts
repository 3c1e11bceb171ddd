import { createRandom } from '../../src/core';
import type { Graph, ValueId } from '../../src/graph';
import { Draft } from '../../src/transforms/prove/draft';

/**
 * Random networks of known kinds, small in nodes but of real sizes, so that a world model sees the same blocks in many
 * proportions and not only those of the gallery. The weights have no values: runtimes do not depend on them.
 */
export const netKinds = ['encoder', 'decoder', 'convolution', 'mobile', 'mixer'] as const;
export type NetKind = (typeof netKinds)[number];

export function randomNet(kind: NetKind, seed: number): Graph {
  const d = new Draft(createRandom(seed).fork(`net ${kind}`));
  if (kind === 'encoder' || kind === 'decoder') transformer(d, kind === 'decoder');
  else if (kind === 'mixer') mixer(d);
  else convolutional(d, kind === 'mobile');
  return d.build();
}

interface Tokens {
  readonly count: number;
  readonly width: number;
}

function transformer(d: Draft, causal: boolean): void {
  const heads = d.pick(2, 4, 8);
  const size: Tokens = { count: d.pick(16, 32, 64, 100, 128), width: heads * d.pick(16, 32, 48) };
  let x = d.x([1, size.count, size.width]);
  const mask =
    causal || d.coin() ? d.x(causal ? [1, 1, size.count, size.count] : [1, 1, 1, size.count]) : null;
  const pre = d.coin();
  const norm = normaliser(d, size.width);
  for (let layer = d.size(1, 3); layer > 0; layer--) {
    const seen = pre ? norm(x) : x;
    const first = d.op('Add', [x, attention(d, seen, size, heads, mask)]);
    x = pre ? first : norm(first);
    const inner = feedForward(d, pre ? norm(x) : x, size.width, size.width * d.pick(2, 4));
    x = d.op('Add', d.coin() ? [x, inner] : [inner, x]);
    if (!pre) x = norm(x);
  }
  if (pre) x = norm(x);
  const end = d.pick('first', 'last', 'all', 'mean');
  if (end === 'mean') x = d.op('ReduceMean', [x], { axes: [1], keepdims: 0 });
  else if (end !== 'all') {
    const at = end === 'first' ? 0 : size.count - 1;
    x = d.op('Gather', [x, d.k([], at, 'int64')], { axis: 1 });
  }
  d.out(end === 'all' ? x : linear(d, x, size.width, d.pick(10, 100, 1000), d.coin()));
}

/** A normalization over the last axis: one operator, or spelled out as older exporters do. */
function normaliser(d: Draft, width: number): (x: ValueId) => ValueId {
  const whole = d.coin();
  return (x) => {
    const [scale, shift] = [d.w([width]), d.w([width])];
    if (whole) return d.op('LayerNormalization', [x, scale, shift], { axis: -1, epsilon: 1e-5 });
    const centred = d.op('Sub', [x, d.op('ReduceMean', [x], { axes: [-1], keepdims: 1 })]);
    const square = d.op('Pow', [centred, d.k([], 2)]);
    const variance = d.op('ReduceMean', [square], { axes: [-1], keepdims: 1 });
    const deviation = d.op('Sqrt', [d.op('Add', [variance, d.k([], 1e-5)])]);
    const unit = d.op('Div', [centred, deviation]);
    return d.op('Add', [d.op('Mul', [unit, scale]), shift]);
  };
}

/** MatMul and bias in either order, or Gemm for matrices. */
function linear(d: Draft, x: ValueId, inputs: number, outputs: number, flat = false): ValueId {
  if (flat) {
    const rows = d.op('Reshape', [x, d.ints([-1, inputs])]);
    return d.op('Gemm', [rows, d.w([inputs, outputs]), d.w([outputs])]);
  }
  const product = d.op('MatMul', [x, d.w([inputs, outputs])]);
  return d.op('Add', d.coin() ? [product, d.w([outputs])] : [d.w([outputs]), product]);
}

function attention(
  d: Draft,
  x: ValueId,
  { count, width }: Tokens,
  heads: number,
  mask: ValueId | null,
): ValueId {
  const each = width / heads;
  const split = (perm: readonly number[]): ValueId => {
    const shaped = d.op('Reshape', [linear(d, x, width, width), d.ints([1, count, heads, each])]);
    return d.op('Transpose', [shaped], { perm: [...perm] });
  };
  let q = split([0, 2, 1, 3]);
  const k = split([0, 2, 3, 1]);
  const v = split([0, 2, 1, 3]);
  const where = d.pick('queries', 'logits', 'divided');
  if (where === 'queries') q = d.op('Mul', [q, d.k([], 1 / Math.sqrt(each))]);
  let logits = d.op('MatMul', [q, k]);
  if (where === 'logits') logits = d.op('Mul', [logits, d.k([], 1 / Math.sqrt(each))]);
  if (where === 'divided') logits = d.op('Div', [logits, d.k([], Math.sqrt(each))]);
  if (mask !== null) logits = d.op('Add', [logits, mask]);
  const mixed = d.op('MatMul', [d.op('Softmax', [logits], { axis: -1 }), v]);
  const joined = d.op('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  return linear(d, d.op('Reshape', [joined, d.ints([1, count, width])]), width, width);
}

function feedForward(d: Draft, x: ValueId, width: number, inner: number): ValueId {
  return linear(d, activation(d, linear(d, x, width, inner), true), inner, width);
}

/** One of the usual activations; some spelled out. */
function activation(d: Draft, x: ValueId, smooth: boolean): ValueId {
  const kind = smooth ? d.pick('gelu', 'tanh', 'relu') : d.pick('relu', 'relu', 'clip', 'swish', 'hard');
  if (kind === 'relu') return d.op('Relu', [x]);
  if (kind === 'clip') return d.op('Clip', [x, d.k([], 0), d.k([], 6)]);
  if (kind === 'swish') return d.op('Mul', [x, d.op('Sigmoid', [x])]);
  if (kind === 'hard') return d.op('HardSwish', [x]);
  if (kind === 'gelu') {
    const erf = d.op('Erf', [d.op('Div', [x, d.k([], Math.SQRT2)])]);
    const half = d.op('Mul', [x, d.op('Add', [erf, d.k([], 1)])]);
    return d.op('Mul', [half, d.k([], 0.5)]);
  }
  const cube = d.op('Mul', [d.op('Pow', [x, d.k([], 3)]), d.k([], 0.044715)]);
  const inner = d.op('Mul', [d.op('Add', [x, cube]), d.k([], Math.sqrt(2 / Math.PI))]);
  const one = d.op('Add', [d.op('Tanh', [inner]), d.k([], 1)]);
  return d.op('Mul', [d.op('Mul', [x, d.k([], 0.5)]), one]);
}

interface Maps {
  readonly x: ValueId;
  readonly channels: number;
  readonly size: number;
}

function convolutional(d: Draft, mobile: boolean): void {
  const size = d.pick(32, 48, 64, 96, 112);
  const normed = d.coin();
  const act = (x: ValueId): ValueId => activation(d, x, false);
  const conv = (maps: Maps, channels: number, kernel: number, stride = 1, groups = 1): Maps => {
    const out = Math.floor((maps.size - 1) / stride) + 1;
    const pad = (kernel - 1) / 2;
    const apart = pad > 0 && d.size(1, 6) === 1;
    let x = maps.x;
    if (apart) x = d.op('Pad', [x, d.ints([0, 0, pad, pad, 0, 0, pad, pad])]);
    const weights = d.w([channels, maps.channels / groups, kernel, kernel]);
    const pads = apart ? [0, 0, 0, 0] : [pad, pad, pad, pad];
    const attrs = { kernel_shape: [kernel, kernel], pads, strides: [stride, stride], group: groups };
    x = d.op('Conv', normed ? [x, weights] : [x, weights, d.w([channels])], attrs);
    if (normed) {
      const four = [1, 2, 3, 4].map(() => d.w([channels]));
      x = d.op('BatchNormalization', [x, ...four], { epsilon: 1e-5 });
    }
    return { x, channels, size: out };
  };
  const on = (maps: Maps): Maps => ({ ...maps, x: act(maps.x) });
  let at = on(conv({ x: d.x([1, 3, size, size]), channels: 3, size }, d.pick(8, 16, 24, 32), 3, 2));
  for (let block = d.size(2, 6); block > 0; block--) {
    const wide = at.channels * d.pick(1, 1, 2);
    const stride = at.size > 8 && d.coin() ? 2 : 1;
    const kind = mobile
      ? d.pick('inverted', 'separable', 'shuffle', 'squeeze')
      : d.pick('residual', 'bottleneck', 'dense', 'fire', 'plain');
    if (kind === 'inverted') {
      const deep = on(conv(on(conv(at, at.channels * 4, 1)), at.channels * 4, 3, stride, at.channels * 4));
      const out = conv(deep, wide, 1);
      at = stride === 1 && wide === at.channels ? { ...out, x: d.op('Add', [at.x, out.x]) } : out;
    } else if (kind === 'separable') {
      at = on(conv(on(conv(at, at.channels, 3, stride, at.channels)), wide, 1));
    } else if (kind === 'shuffle') {
      at = shuffle(d, on(conv(at, wide, 1)), 2);
    } else if (kind === 'squeeze') {
      const pooled = { ...at, x: d.op('GlobalAveragePool', [at.x]), size: 1 };
      const less = Math.max(4, at.channels / 4);
      const weigh = (maps: Maps, channels: number): ValueId =>
        d.op('Conv', [maps.x, d.w([channels, maps.channels, 1, 1]), d.w([channels])], {
          kernel_shape: [1, 1],
        });
      const inner = { ...pooled, x: d.op('Relu', [weigh(pooled, less)]), channels: less };
      at = {
        ...at,
        x: d.op('Mul', [at.x, d.op(d.pick('HardSigmoid', 'Sigmoid'), [weigh(inner, at.channels)])]),
      };
    } else if (kind === 'residual' || kind === 'bottleneck') {
      const inner =
        kind === 'residual'
          ? on(conv(at, wide, 3, stride))
          : on(conv(on(conv(at, at.channels, 1)), at.channels, 3, stride));
      const out = conv(inner, wide, kind === 'residual' ? 3 : 1);
      const way = stride === 1 && wide === at.channels ? at : conv(at, wide, 1, stride);
      at = on({ ...out, x: d.op('Add', [out.x, way.x]) });
    } else if (kind === 'fire') {
      const squeezed = on(conv(at, Math.max(8, at.channels / 2), 1));
      const [a, b] = [on(conv(squeezed, wide, 1)), on(conv(squeezed, wide, 3))];
      at = { ...a, x: d.op('Concat', [a.x, b.x], { axis: 1 }), channels: 2 * wide };
    } else if (kind === 'dense') {
      const more = on(conv(at, 16, 3));
      at = { ...at, x: d.op('Concat', [at.x, more.x], { axis: 1 }), channels: at.channels + 16 };
      if (stride === 2 && at.size % 2 === 0) {
        const thin = conv(at, Math.ceil(at.channels / 2), 1);
        const pooled = d.op('AveragePool', [thin.x], { kernel_shape: [2, 2], strides: [2, 2] });
        at = { ...thin, x: pooled, size: thin.size / 2 };
      }
    } else at = on(conv(at, wide, d.pick(1, 3, 5), stride));
  }
  const pooled = d.coin()
    ? d.op('GlobalAveragePool', [at.x])
    : d.op('ReduceMean', [at.x], { axes: [2, 3], keepdims: 1 });
  const flat = d.op('Flatten', [pooled], { axis: 1 });
  d.out(d.op('Gemm', [flat, d.w([100, at.channels]), d.w([100])], { transB: 1 }));
}

function shuffle(d: Draft, { x, channels, size }: Maps, groups: number): Maps {
  const apart = d.op('Reshape', [x, d.ints([1, groups, channels / groups, size, size])]);
  const swapped = d.op('Transpose', [apart], { perm: [0, 2, 1, 3, 4] });
  return { x: d.op('Reshape', [swapped, d.ints([1, channels, size, size])]), channels, size };
}

function mixer(d: Draft): void {
  const [count, width] = [d.pick(16, 49, 64), d.pick(32, 64, 96)];
  let x = d.x([1, count, width]);
  const norm = normaliser(d, width);
  for (let layer = d.size(1, 3); layer > 0; layer--) {
    const turned = d.op('Transpose', [norm(x)], { perm: [0, 2, 1] });
    const across = d.op('Transpose', [feedForward(d, turned, count, 2 * count)], { perm: [0, 2, 1] });
    x = d.op('Add', [x, across]);
    x = d.op('Add', [x, feedForward(d, norm(x), width, 3 * width)]);
  }
  const mean = d.op('ReduceMean', [norm(x)], { axes: [1], keepdims: 0 });
  d.out(linear(d, mean, width, 10, d.coin()));
}
