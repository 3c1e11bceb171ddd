import { type Call, intAttr, intsAttr, type Kernel, realInput } from '../call';
import { integer, orderOf, Unsupported } from '../domain';
import { at, indices, ints, reals, stridesOf } from '../tensor';
import { windowsOf } from './windows';

/** The places that a window covers, and how many it would cover with the padding counted. */
interface Cover {
  readonly places: readonly number[];
  readonly padded: number;
}

function covers<E>(
  call: Call<E>,
  shape: readonly number[],
): { shape: readonly number[]; list: readonly Cover[] } {
  const size = shape.slice(2);
  const win = windowsOf(call, size, intsAttr(call, 'kernel_shape') ?? []);
  const strides = stridesOf(shape);
  const out = [...shape.slice(0, 2), ...win.counts];
  const taps = Array.from(indices(win.kernel), (tap) => [...tap]);
  const list = Array.from(indices(out), (index): Cover => {
    const base = at(index, 0) * at(strides, 0) + at(index, 1) * at(strides, 1);
    const places: number[] = [];
    let padded = 0;
    for (const tap of taps) {
      const spots = tap.map(
        (t, i) => at(index, i + 2) * at(win.strides, i) + t * at(win.dilations, i) - at(win.begins, i),
      );
      if (spots.every((k, i) => k < at(size, i) + at(win.ends, i))) padded++;
      if (spots.some((k, i) => k < 0 || k >= at(size, i))) continue;
      places.push(spots.reduce((n, k, i) => n + k * at(strides, i + 2), base));
    }
    return { places, padded };
  });
  return { shape: out, list };
}

/** MaxPool (with indices) and AveragePool over any number of spatial axes. */
export const pool: Kernel = (call) => {
  const x = realInput(call, 0);
  const { domain: d } = call;
  const { shape, list } = covers(call, x.shape);
  if (call.op === 'AveragePool') {
    const counted = intAttr(call, 'count_include_pad', 0) !== 0;
    const mean = ({ places, padded }: Cover) =>
      d.div(
        places.reduce((sum, place) => d.add(sum, at(x.data, place)), d.zero),
        integer(d, counted ? padded : places.length),
      );
    return [reals(shape, list.map(mean))];
  }
  const compare = orderOf(d, call.op);
  const winners = list.map(({ places }) => {
    if (places.length === 0) throw new Unsupported('a window over padding alone');
    return places.reduce((best, place) => (compare(at(x.data, best), at(x.data, place)) < 0 ? place : best));
  });
  const maxima = reals(
    shape,
    winners.map((place) => at(x.data, place)),
  );
  return call.outputs > 1 ? [maxima, ints(shape, winners)] : [maxima];
};
