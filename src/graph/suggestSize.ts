import { isFloat, isInteger } from './dtype';
import type { TensorType } from './types';

const byName: readonly (readonly [RegExp, number])[] = [
  [/batch|bsz|^(n|b|bs|data_batch)$/i, 1],
  [/channel|^c$/i, 3],
  [/height|width|image|^(h|w)$/i, 224],
  [/samples|wave|audio/i, 16_000],
  [/seq|token|length|frame|time|^(t|s|l|len)$/i, 128],
];

/**
 * A size for an open dimension: by its name where that says something, else by its place: the first is a batch, the
 * second of a rank-2 integer tensor and of rank-3 features counts tokens, and of a rank-4 float tensor two are height and width.
 */
export function suggestSize(symbol: string, { dtype, shape }: TensorType, axis: number): number {
  for (const [pattern, size] of byName) if (pattern.test(symbol)) return size;
  if (axis === 0 || shape === null) return 1;
  if (isInteger(dtype)) return shape.length === 2 && axis === 1 ? 128 : 1;
  if (!isFloat(dtype)) return 1;
  if (shape.length === 3) {
    const [first, , last] = shape;
    // A recurrent state is [layers, batch, features].
    const isState = typeof first === 'number' && first > 1;
    return axis === 1 && typeof last === 'number' && !isState ? 128 : 1;
  }
  if (shape.length !== 4) return 1;
  const last = shape[3];
  const channelsLast = last === 1 || last === 3 || last === 4;
  const channels = channelsLast ? 3 : 1;
  return axis === channels ? 3 : 224;
}
