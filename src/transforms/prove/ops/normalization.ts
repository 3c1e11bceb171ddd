import { assert } from '../../../core';
import { type Call, floatAttr, intAttr, type Kernel, maybeInput, realInput } from '../call';
import { type Domain, integer, readNumber, Unsupported } from '../domain';
import { at, indices, normalAxis, placeIn, type Reals, reals, type Tensor } from '../tensor';
import { groupsOf } from './reduce';

interface Moments<E> {
  readonly mean: E;
  /** 1 / √(variance + ε). */
  readonly inverse: E;
}

function momentsOf<E>(d: Domain<E>, elements: readonly E[], epsilon: E, centred: boolean): Moments<E> {
  const count = integer(d, elements.length);
  const average = (list: readonly E[]) =>
    d.div(
      list.reduce((a, b) => d.add(a, b), d.zero),
      count,
    );
  const mean = centred ? average(elements) : d.zero;
  const variance = average(elements.map((x) => d.mul(d.sub(x, mean), d.sub(x, mean))));
  return { mean, inverse: d.div(d.one, d.sqrt(d.add(variance, epsilon))) };
}

/** (x − mean) / √(variance + ε) over groups of places, and the moments of each group. */
function normalised<E>(call: Call<E>, x: Reals<E>, axes: readonly number[], centred = true) {
  const { domain: d } = call;
  const epsilon = readNumber(d, floatAttr(call, 'epsilon', 1e-5));
  const data = [...x.data];
  const moments = groupsOf(x.shape, axes).map((places) => {
    const found = momentsOf(
      d,
      places.map((i) => at(x.data, i)),
      epsilon,
      centred,
    );
    for (const i of places) data[i] = d.mul(d.sub(at(x.data, i), found.mean), found.inverse);
    return found;
  });
  return { y: reals(x.shape, data), moments };
}

/** x · scale + shift, both broadcast by this map of indices. */
function affine<E>(
  d: Domain<E>,
  x: Reals<E>,
  scale: Tensor<E> | null,
  shift: Tensor<E> | null,
  select: (index: readonly number[]) => readonly number[],
): Reals<E> {
  const element = (t: Tensor<E> | null, index: readonly number[], fallback: E): E =>
    t?.kind === 'real' ? at(t.data, placeIn(t.shape)(select(index))) : fallback;
  let next = 0;
  return reals(
    x.shape,
    Array.from(indices(x.shape), (index) =>
      d.add(d.mul(at(x.data, next++), element(scale, index, d.one)), element(shift, index, d.zero)),
    ),
  );
}

function batchNormalization<E>(call: Call<E>): Tensor<E> {
  if (call.outputs > 1) throw new Unsupported('the statistics of a BatchNormalization');
  const { domain: d } = call;
  const x = realInput(call, 0);
  const training =
    call.opset < 7 ? intAttr(call, 'is_test', 0) === 0 : intAttr(call, 'training_mode', 0) !== 0;
  if (training) {
    const axes = x.shape.map((_, i) => i).filter((i) => i !== 1);
    const { y } = normalised(call, x, axes);
    return affine(d, y, maybeInput(call, 1), maybeInput(call, 2), (index) => [index[1] ?? 0]);
  }
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((slot) => realInput(call, slot).data);
  const epsilon = readNumber(d, floatAttr(call, 'epsilon', 1e-5));
  let next = 0;
  const data = Array.from(indices(x.shape), (index) => {
    const c = index[1] ?? 0;
    const root = d.sqrt(d.add(at(variance ?? [], c), epsilon));
    const centred = d.sub(at(x.data, next++), at(mean ?? [], c));
    return d.add(d.mul(at(scale ?? [], c), d.div(centred, root)), at(shift ?? [], c));
  });
  return reals(x.shape, data);
}

function layerNormalization<E>(call: Call<E>, x: Reals<E>): readonly Tensor<E>[] {
  const rank = x.shape.length;
  const axis = normalAxis(intAttr(call, 'axis', -1), rank);
  const axes = x.shape.map((_, i) => i).slice(axis);
  for (const slot of [1, 2]) {
    const own = maybeInput(call, slot)?.shape ?? [];
    const outside = own.slice(0, Math.max(0, own.length - axes.length));
    assert(
      outside.every((dim) => dim === 1),
      () => `a scale or shift [${own}] goes beyond the axes that are normalised`,
    );
  }
  const { y, moments } = normalised(call, x, axes, call.op === 'LayerNormalization');
  const shape = x.shape.map((dim, i) => (i < axis ? dim : 1));
  return [
    affine(call.domain, y, maybeInput(call, 1), maybeInput(call, 2), (index) => index),
    reals(
      shape,
      moments.map((m) => m.mean),
    ),
    reals(
      shape,
      moments.map((m) => m.inverse),
    ),
  ];
}

/** com.microsoft's SkipLayerNormalization: LayerNormalization of input + skip + bias over the last axis. */
function skipLayerNormalization<E>(call: Call<E>): readonly Tensor<E>[] {
  const { domain: d } = call;
  const [x, skip] = [realInput(call, 0), realInput(call, 1)];
  const simplified = call.op.startsWith('SkipSimplified');
  const bias = maybeInput(call, simplified ? 3 : 4);
  const place = placeIn(skip.shape);
  const width = at(x.shape, x.shape.length - 1);
  let next = 0;
  const data = Array.from(indices(x.shape), (index) => {
    const i = next++;
    const sum = d.add(at(x.data, i), at(skip.data, place(index)));
    return bias?.kind === 'real' ? d.add(sum, at(bias.data, i % width)) : sum;
  });
  const sum = reals(x.shape, data);
  const { y, moments } = normalised(call, sum, [x.shape.length - 1], !simplified);
  const shape = x.shape.with(-1, 1);
  const shift = simplified ? null : maybeInput(call, 3);
  return [
    affine(d, y, maybeInput(call, 2), shift, (index) => index),
    reals(
      shape,
      moments.map((m) => m.mean),
    ),
    reals(
      shape,
      moments.map((m) => m.inverse),
    ),
    sum,
  ];
}

/** Normalizations; the statistics are further outputs where the operator has them. */
export const normalization: Kernel = (call) => {
  if (call.op === 'BatchNormalization') return [batchNormalization(call)];
  if (call.op.startsWith('Skip')) return skipLayerNormalization(call);
  const x = realInput(call, 0);
  if (call.op !== 'InstanceNormalization') return layerNormalization(call, x);
  const axes = x.shape.map((_, i) => i).slice(2);
  const { y } = normalised(call, x, axes);
  return [affine(call.domain, y, maybeInput(call, 1), maybeInput(call, 2), (index) => [index[1] ?? 0])];
};

export const normalizationOps: readonly string[] = [
  'BatchNormalization',
  'LayerNormalization',
  'SimplifiedLayerNormalization',
  'RMSNormalization',
  'InstanceNormalization',
  'SkipLayerNormalization',
  'SkipSimplifiedLayerNormalization',
];
