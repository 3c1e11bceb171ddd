import { type Call, input, intInput, type Kernel, maybeInput, stringAttr } from '../call';
import { Unsupported } from '../domain';
import { at, gather, stridesOf, type Tensor } from '../tensor';

/** Sizes of the result: given, or by scales that are constant whole numbers. */
function sizesOf<E>(call: Call<E>, shape: readonly number[]): readonly number[] {
  const sizes = intInput(call, 3);
  if (sizes !== null) return sizes;
  const scales = maybeInput(call, call.op === 'Upsample' ? 1 : 2);
  const factors = scales?.kind === 'real' ? scales.literal : undefined;
  if (factors === undefined || !factors.every((n) => Number.isInteger(n) && n > 0)) {
    throw new Unsupported(`${call.op} by no whole numbers`);
  }
  return shape.map((size, i) => size * at(factors, i));
}

/** Where a place of the large axis lies on the small one; exact enough in doubles for sizes of a few places. */
function source(mode: string, place: number, from: number, to: number): number {
  if (mode === 'align_corners') return to === 1 ? 0 : (place * (from - 1)) / (to - 1);
  if (mode === 'asymmetric') return (place * from) / to;
  if (mode === 'pytorch_half_pixel' && to === 1) return 0;
  return ((place + 0.5) * from) / to - 0.5;
}

/** The nearest place, ties as `nearest_mode` says. */
function nearest(mode: string, x: number): number {
  if (mode === 'floor') return Math.floor(x);
  if (mode === 'ceil') return Math.ceil(x);
  return mode === 'round_prefer_ceil' ? Math.floor(x + 0.5) : Math.ceil(x - 0.5);
}

/** Resize and Upsample that repeat elements (mode nearest). */
export const resize: Kernel = <E>(call: Call<E>): readonly Tensor<E>[] => {
  if (stringAttr(call, 'mode', 'nearest') !== 'nearest')
    throw new Unsupported(`${call.op} that interpolates`);
  const x = input(call, 0);
  const to = sizesOf(call, x.shape);
  const old = call.op === 'Upsample';
  const mode = stringAttr(call, 'coordinate_transformation_mode', old ? 'asymmetric' : 'half_pixel');
  const rounding = stringAttr(call, 'nearest_mode', old ? 'floor' : 'round_prefer_floor');
  const strides = stridesOf(x.shape);
  return [
    gather(x, to, (index) =>
      index.reduce((place, k, i) => {
        const from = at(x.shape, i);
        const found = nearest(rounding, source(mode, k, from, at(to, i)));
        return place + Math.min(Math.max(found, 0), from - 1) * at(strides, i);
      }, 0),
    ),
  ];
};
