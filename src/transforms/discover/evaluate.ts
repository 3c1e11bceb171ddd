import { groupsOf } from './shapes';
import type { TermOp } from './term';

/** The largest prime below 2^26: products of two residues are exact in doubles. */
export const prime = 67_108_859;

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const at = (t: Tensor, i: number): number => t.data[i] ?? 0;
const count = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** A residue that depends on the seed and the argument alone (finaliser of MurmurHash3). */
function oracle(x: number, seed: number): number {
  let h = (Math.imul(x, 0x9e3779b1) ^ seed) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ x, 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % prime;
}

/**
 * One operator over tensors of residues. Relu is an unknown function of each element, drawn by the seed: what holds for
 * every such function holds for Relu. `axes` are those of rows and cols.
 */
export function evaluate(
  op: TermOp,
  args: readonly Tensor[],
  shape: readonly number[],
  axes: readonly [number, number],
  seed: number,
): Tensor {
  const [a, b = a] = args;
  const data = new Float64Array(count(shape));
  if (a === undefined || b === undefined) return { shape, data };
  switch (op) {
    case 'add':
      for (let i = 0; i < data.length; i++) data[i] = (at(a, i) + at(b, i)) % prime;
      break;
    case 'mul':
      for (let i = 0; i < data.length; i++) data[i] = (at(a, i) * at(b, i)) % prime;
      break;
    case 'scale':
      for (let i = 0; i < data.length; i++) data[i] = (at(a, i) * at(b, 0)) % prime;
      break;
    case 'relu':
      for (let i = 0; i < data.length; i++) data[i] = oracle(at(a, i), seed);
      break;
    case 'transpose': {
      const [m, n] = [a.shape[0] ?? 1, a.shape[1] ?? 1];
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) data[j * m + i] = at(a, i * n + j);
      break;
    }
    case 'matmul': {
      const [m, k, n] = [a.shape[0] ?? 1, a.shape[1] ?? 1, b.shape[1] ?? 1];
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let l = 0; l < k; l++) sum = (sum + at(a, i * k + l) * at(b, l * n + j)) % prime;
          data[i * n + j] = sum;
        }
      break;
    }
    case 'rows':
    case 'cols':
      join(a, b, axes[op === 'rows' ? 0 : 1], data);
      break;
    case 'conv':
      convolve(a, b, data);
      break;
  }
  return { shape, data };
}

function join(a: Tensor, b: Tensor, axis: number, data: Float64Array): void {
  const outer = count(a.shape.slice(0, axis));
  const [p, q] = [a.data.length / outer, b.data.length / outer];
  for (let i = 0; i < outer; i++) {
    data.set(a.data.subarray(i * p, i * p + p), i * (p + q));
    data.set(b.data.subarray(i * q, i * q + q), i * (p + q) + p);
  }
}

/** Two spatial axes, stride 1, padded so that the image keeps its size. */
function convolve(x: Tensor, w: Tensor, data: Float64Array): void {
  const [n = 1, c = 1, h = 1, width = 1] = x.shape;
  const [o = 1, i = 1, kh = 1, kw = 1] = w.shape;
  const groups = groupsOf(x.shape, w.shape) ?? 1;
  const perGroup = o / groups;
  const [top, left] = [(kh - 1) >> 1, (kw - 1) >> 1];
  let to = 0;
  for (let b = 0; b < n; b++)
    for (let f = 0; f < o; f++) {
      const first = Math.floor(f / perGroup) * i;
      for (let y = 0; y < h; y++)
        for (let z = 0; z < width; z++) {
          let sum = 0;
          for (let ch = 0; ch < i; ch++)
            for (let dy = 0; dy < kh; dy++) {
              const row = y + dy - top;
              if (row < 0 || row >= h) continue;
              for (let dz = 0; dz < kw; dz++) {
                const col = z + dz - left;
                if (col < 0 || col >= width) continue;
                const pixel = at(x, ((b * c + first + ch) * h + row) * width + col);
                sum = (sum + pixel * at(w, ((f * i + ch) * kh + dy) * kw + dz)) % prime;
              }
            }
          data[to++] = sum;
        }
    }
}
