import { type Call, intAttr, intsAttr, type Kernel, maybeInput, realInput, stringAttr } from '../call';
import { Unsupported } from '../domain';
import { at, indices, placeIn, reals, stridesOf, type Tensor } from '../tensor';
import { activate } from './elementwise';
import { windowsOf } from './windows';

/** Conv over any number of spatial axes: groups, dilations, strides, explicit and automatic padding. */
function conv<E>(call: Call<E>): Tensor<E> {
  const [x, w] = [realInput(call, 0), realInput(call, 1)];
  const bias = maybeInput(call, 2) === null ? null : realInput(call, 2);
  const { domain: d } = call;
  const size = x.shape.slice(2);
  const win = windowsOf(call, size, w.shape.slice(2));
  const group = intAttr(call, 'group', 1);
  const [filters, depth] = [at(w.shape, 0), at(w.shape, 1)];
  const perGroup = filters / group;
  const shape = [at(x.shape, 0), filters, ...win.counts];
  const [placeX, placeW] = [stridesOf(x.shape), stridesOf(w.shape)];
  const [stepX, stepW] = [at(placeX, 1), at(placeW, 1)];
  const taps = Array.from(indices(win.kernel), (tap) => [...tap]);
  const data = Array.from(indices(shape), (index) => {
    const f = at(index, 1);
    const firstChannel = Math.floor(f / perGroup) * depth;
    let sum = bias === null ? d.zero : at(bias.data, f);
    for (const tap of taps) {
      let [fromX, fromW] = [at(index, 0) * at(placeX, 0), f * at(placeW, 0)];
      const inside = tap.every((t, i) => {
        const k = at(index, i + 2) * at(win.strides, i) + t * at(win.dilations, i) - at(win.begins, i);
        fromX += k * at(placeX, i + 2);
        fromW += t * at(placeW, i + 2);
        return k >= 0 && k < at(size, i);
      });
      if (!inside) continue;
      fromX += firstChannel * stepX;
      for (let c = 0; c < depth; c++) {
        sum = d.add(sum, d.mul(at(x.data, fromX), at(w.data, fromW)));
        fromX += stepX;
        fromW += stepW;
      }
    }
    return sum;
  });
  return reals(shape, data);
}

/** ConvTranspose: every input element adds its multiple of the kernel to the output. Explicit padding only. */
function convTranspose<E>(call: Call<E>): Tensor<E> {
  const [x, w] = [realInput(call, 0), realInput(call, 1)];
  const bias = maybeInput(call, 2) === null ? null : realInput(call, 2);
  if (stringAttr(call, 'auto_pad', 'NOTSET') !== 'NOTSET' || call.attrs.has('output_shape')) {
    throw new Unsupported('ConvTranspose with automatic padding');
  }
  const { domain: d } = call;
  const size = x.shape.slice(2);
  const kernel = w.shape.slice(2);
  const ones = size.map(() => 1);
  const zeros = size.map(() => 0);
  const strides = intsAttr(call, 'strides') ?? ones;
  const dilations = intsAttr(call, 'dilations') ?? ones;
  const pads = intsAttr(call, 'pads') ?? [...zeros, ...zeros];
  const extra = intsAttr(call, 'output_padding') ?? zeros;
  const group = intAttr(call, 'group', 1);
  const [channels, perGroup] = [at(w.shape, 0), at(w.shape, 1)];
  const counts = size.map(
    (n, i) =>
      at(strides, i) * (n - 1) +
      at(extra, i) +
      (at(kernel, i) - 1) * at(dilations, i) +
      1 -
      at(pads, i) -
      at(pads, size.length + i),
  );
  const shape = [at(x.shape, 0), perGroup * group, ...counts];
  const placeY = placeIn(shape);
  const data = Array.from(indices(shape), (index) => (bias === null ? d.zero : at(bias.data, at(index, 1))));
  const taps = Array.from(indices([perGroup, ...kernel]), (tap) => [...tap]);
  const placeW = stridesOf(w.shape);
  let next = 0;
  for (const index of indices(x.shape)) {
    const value = at(x.data, next++);
    const c = at(index, 1);
    const firstFilter = Math.floor(c / (channels / group)) * perGroup;
    for (const [f = 0, ...tap] of taps) {
      const to = tap.map((t, i) => at(index, i + 2) * at(strides, i) + t * at(dilations, i) - at(pads, i));
      if (to.some((k, i) => k < 0 || k >= at(counts, i))) continue;
      const place = placeY([at(index, 0), firstFilter + f, ...to].map((k, i) => (shape[i] === 1 ? 0 : k)));
      const weight = at(
        w.data,
        [c, f, ...tap].reduce((n, k, i) => n + k * at(placeW, i), 0),
      );
      data[place] = d.add(at(data, place), d.mul(value, weight));
    }
  }
  return reals(shape, data);
}

/** The parameters of com.microsoft's fused activations by the names that the functions themselves use. */
const parameterNames: Readonly<Record<string, readonly string[]>> = {
  LeakyRelu: ['alpha'],
  HardSigmoid: ['alpha', 'beta'],
  Clip: ['min', 'max'],
};

function activated<E>(call: Call<E>, tensor: Tensor<E>): Tensor<E> {
  const f = stringAttr(call, 'activation', '');
  if (f === '' || tensor.kind !== 'real') return tensor;
  const listed = call.attrs.get('activation_params');
  const values = listed?.kind === 'floats' ? listed.value : [];
  const names = parameterNames[f] ?? [];
  const attrs = new Map(names.map((name, i) => [name, { kind: 'float', value: values[i] ?? 0 } as const]));
  return reals(
    tensor.shape,
    tensor.data.map((x) => activate(call.domain, f, x, { attrs })),
  );
}

/** Conv, ConvTranspose, and com.microsoft's FusedConv, which adds a fourth input and applies an activation. */
export const convKernel: Kernel = (call) => {
  if (call.op === 'ConvTranspose') return [convTranspose(call)];
  const made = conv(call);
  if (call.op === 'Conv') return [made];
  if (maybeInput(call, 3) !== null) throw new Unsupported('FusedConv with a summand');
  return [activated(call, made)];
};
