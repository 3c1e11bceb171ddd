import { type Call, input, intInput, type Kernel, maybeInput, realInput, stringAttr } from '../call';
import { type Domain, Unsupported } from '../domain';
import { at, gather, indices, reals, stridesOf, type Tensor } from '../tensor';

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

/** Where a place of the large axis lies on the small one, as numerator and denominator. */
function source(mode: string, place: number, from: number, to: number): readonly [number, number] {
  if (mode === 'align_corners') return to === 1 ? [0, 1] : [place * (from - 1), to - 1];
  if (mode === 'asymmetric') return [place * from, to];
  if (mode === 'pytorch_half_pixel' && to === 1) return [0, 1];
  return [(2 * place + 1) * from - to, 2 * to];
}

/** The nearest place, ties as `nearest_mode` says. */
function nearest(mode: string, x: number): number {
  if (mode === 'floor') return Math.floor(x);
  if (mode === 'ceil') return Math.ceil(x);
  return mode === 'round_prefer_ceil' ? Math.floor(x + 0.5) : Math.ceil(x - 0.5);
}

/** The places that a linearly interpolated one lies between along one axis, and their weights. */
function between<E>(domain: Domain<E>, [above, below]: readonly [number, number], from: number) {
  const whole = Math.floor(above / below);
  if (whole < 0) return [{ place: 0, weight: domain.one }];
  if (whole >= from - 1) return [{ place: from - 1, weight: domain.one }];
  const share = domain.fromRational(BigInt(above - whole * below), BigInt(below));
  return [
    { place: whole, weight: domain.sub(domain.one, share) },
    { place: whole + 1, weight: share },
  ];
}

/** Resize and Upsample that repeat elements (mode nearest) or interpolate linearly. */
export const resize: Kernel = <E>(call: Call<E>): readonly Tensor<E>[] => {
  const method = stringAttr(call, 'mode', 'nearest');
  if (method !== 'nearest' && method !== 'linear') throw new Unsupported(`${call.op} by ${method}`);
  const x = input(call, 0);
  const to = sizesOf(call, x.shape);
  const old = call.op === 'Upsample';
  const mode = stringAttr(call, 'coordinate_transformation_mode', old ? 'asymmetric' : 'half_pixel');
  const strides = stridesOf(x.shape);
  if (method === 'linear') return [interpolated(call, to, mode)];
  const rounding = stringAttr(call, 'nearest_mode', old ? 'floor' : 'round_prefer_floor');
  return [
    gather(x, to, (index) =>
      index.reduce((place, k, i) => {
        const from = at(x.shape, i);
        const [above, below] = source(mode, k, from, at(to, i));
        const found = nearest(rounding, above / below);
        return place + Math.min(Math.max(found, 0), from - 1) * at(strides, i);
      }, 0),
    ),
  ];
};

function interpolated<E>(call: Call<E>, to: readonly number[], mode: string): Tensor<E> {
  const { domain } = call;
  const x = realInput(call, 0);
  const strides = stridesOf(x.shape);
  const data = Array.from(indices(to), (index) => {
    let corners = [{ place: 0, weight: domain.one }];
    for (const [i, k] of index.entries()) {
      const near = between(domain, source(mode, k, at(x.shape, i), at(to, i)), at(x.shape, i));
      corners = corners.flatMap((corner) =>
        near.map(({ place, weight }) => ({
          place: corner.place + place * at(strides, i),
          weight: domain.mul(corner.weight, weight),
        })),
      );
    }
    return corners.reduce(
      (sum, { place, weight }) => domain.add(sum, domain.mul(weight, at(x.data, place))),
      domain.zero,
    );
  });
  return reals(to, data);
}
