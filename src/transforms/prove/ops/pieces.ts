import {
  type Call,
  input,
  intAttr,
  intInput,
  intsAttr,
  intsOf,
  type Kernel,
  maybeInput,
  stringAttr,
} from '../call';
import { integer, Unsupported } from '../domain';
import { at, gather, indices, ints, normalAxis, reals, stridesOf, type Tensor } from '../tensor';

/** `count` indices of an axis from `start` in steps. */
function along<E>(x: Tensor<E>, axis: number, start: number, count: number, step = 1): Tensor<E> {
  const strides = stridesOf(x.shape);
  const shape = x.shape.map((dim, i) => (i === axis ? count : dim));
  return gather(x, shape, (index) =>
    index.reduce((place, k, i) => place + (i === axis ? start + k * step : k) * at(strides, i), 0),
  );
}

function concat<E>(call: Call<E>): Tensor<E> {
  const parts = call.inputs.filter((t) => t !== null);
  const first = at(parts, 0);
  const axis = normalAxis(intAttr(call, 'axis', 1), first.shape.length);
  const size = parts.reduce((n, part) => n + at(part.shape, axis), 0);
  const shape = first.shape.map((dim, i) => (i === axis ? size : dim));
  const outer = shape.slice(0, axis).reduce((n, dim) => n * dim, 1);
  const blocks = <T>(dataOf: (part: Tensor<E>) => readonly T[]): readonly T[] =>
    Array.from({ length: outer }, (_, o) =>
      parts.flatMap((part) => {
        const block = part.shape.slice(axis).reduce((n, dim) => n * dim, 1);
        return dataOf(part).slice(o * block, (o + 1) * block);
      }),
    ).flat();
  return first.kind === 'int'
    ? ints(
        shape,
        blocks((part) => (part.kind === 'int' ? part.data : [])),
      )
    : reals(
        shape,
        blocks((part) => (part.kind === 'real' ? part.data : [])),
      );
}

function split<E>(call: Call<E>): readonly Tensor<E>[] {
  const x = input(call, 0);
  const axis = normalAxis(intAttr(call, 'axis', 0), x.shape.length);
  const extent = at(x.shape, axis);
  const chunk = Math.ceil(extent / call.outputs);
  const equal = Array.from({ length: call.outputs }, (_, i) => Math.min(chunk, extent - i * chunk));
  const sizes = intsOf(call, 1, 'split') ?? equal;
  let start = 0;
  return sizes.map((size) => {
    const part = along(x, axis, start, size);
    start += size;
    return part;
  });
}

function slice<E>(call: Call<E>): Tensor<E> {
  const x = input(call, 0);
  const starts = intsOf(call, 1, 'starts') ?? [];
  const ends = intsOf(call, 2, 'ends') ?? [];
  const axes = intsOf(call, 3, 'axes') ?? starts.map((_, i) => i);
  const steps = intInput(call, 4) ?? starts.map(() => 1);
  return axes.reduce<Tensor<E>>((from, given, i) => {
    const axis = normalAxis(given, x.shape.length);
    const size = at(from.shape, axis);
    const step = at(steps, i);
    const bound = (raw: number) => {
      const k = raw < 0 ? raw + size : raw;
      return step > 0 ? Math.min(Math.max(k, 0), size) : Math.min(Math.max(k, -1), size - 1);
    };
    const start = bound(at(starts, i));
    const count = Math.max(0, Math.ceil((bound(at(ends, i)) - start) / step));
    return along(from, axis, start, count, step);
  }, x);
}

function gathered<E>(call: Call<E>): Tensor<E> {
  const [x, picked] = [input(call, 0), input(call, 1)];
  const list = intInput(call, 1) ?? [];
  const axis = normalAxis(intAttr(call, 'axis', 0), x.shape.length);
  const strides = stridesOf(x.shape);
  const within = stridesOf(picked.shape);
  const r = picked.shape.length;
  const shape = [...x.shape.slice(0, axis), ...picked.shape, ...x.shape.slice(axis + 1)];
  return gather(x, shape, (index) => {
    const which = within.reduce((n, stride, i) => n + at(index, axis + i) * stride, 0);
    let place = normalAxis(at(list, which), at(x.shape, axis)) * at(strides, axis);
    for (let i = 0; i < x.shape.length; i++) {
      if (i !== axis) place += at(index, i < axis ? i : i + r - 1) * at(strides, i);
    }
    return place;
  });
}

function padded<E>(call: Call<E>): Tensor<E> {
  const x = input(call, 0);
  const rank = x.shape.length;
  const amounts = intsOf(call, 1, 'pads') ?? [];
  const axes = (intInput(call, 3) ?? x.shape.map((_, i) => i)).map((axis) => normalAxis(axis, rank));
  const before = x.shape.map(() => 0);
  const shape = [...x.shape];
  axes.forEach((axis, i) => {
    before[axis] = at(amounts, i);
    shape[axis] = at(shape, axis) + at(amounts, i) + at(amounts, axes.length + i);
  });
  const mode = stringAttr(call, 'mode', 'constant');
  const filling = maybeInput(call, 2);
  const fill: E | number =
    filling === null ? (x.kind === 'int' ? 0 : integer(call.domain, 0)) : at<E | number>(filling.data, 0);
  const strides = stridesOf(x.shape);
  const inside = (k: number, size: number): number => {
    if (k >= 0 && k < size) return k;
    if (mode === 'constant') return -1;
    if (mode === 'edge') return k < 0 ? 0 : size - 1;
    if (mode === 'wrap') return ((k % size) + size) % size;
    const mirrored = k < 0 ? -k : 2 * size - 2 - k;
    if (mirrored < 0 || mirrored >= size) throw new Unsupported('a Pad that reflects past the other end');
    return mirrored;
  };
  return gather(
    x,
    shape,
    (index) => {
      let place = 0;
      for (let i = 0; i < rank; i++) {
        const k = inside(at(index, i) - at(before, i), at(x.shape, i));
        if (k < 0) return -1;
        place += k * at(strides, i);
      }
      return place;
    },
    fill,
  );
}

function shapeOf<E>(call: Call<E>): Tensor<E> {
  const { shape } = input(call, 0);
  const part = shape.slice(intAttr(call, 'start', 0), intAttr(call, 'end', shape.length));
  return ints([part.length], part);
}

/** Operators that take pieces of tensors or put them together, and those that only know shapes. */
export const pieces: Kernel = (call) => {
  switch (call.op) {
    case 'Concat':
      return [concat(call)];
    case 'Split':
      return split(call);
    case 'Slice':
      return [slice(call)];
    case 'Gather':
      return [gathered(call)];
    case 'Pad':
      return [padded(call)];
    case 'Shape':
      return [shapeOf(call)];
    case 'Size':
      return [ints([], [input(call, 0).data.length])];
    case 'EyeLike': {
      const { shape } = input(call, 0);
      const k = intAttr(call, 'k', 0);
      const { one, zero } = call.domain;
      return [
        reals(
          shape,
          Array.from(indices(shape), ([i = 0, j = 0]) => (j - i === k ? one : zero)),
        ),
      ];
    }
    case 'ConstantOfShape': {
      const shape = intInput(call, 0) ?? [];
      const value = call.attrs.get('value');
      if (value !== undefined) throw new Unsupported('ConstantOfShape with a value');
      return [
        reals(
          shape,
          Array.from({ length: shape.reduce((n, d) => n * d, 1) }, () => call.domain.zero),
        ),
      ];
    }
    default:
      throw new Unsupported(`${call.op} with ${intsAttr(call, 'axes')?.length ?? 0} axes`);
  }
};

export const piecesOps: readonly string[] =
  'Concat Split Slice Gather Pad Shape Size ConstantOfShape EyeLike'.split(' ');
