import type { ValueId } from '../graph';
import type { Builder } from './builder';

export interface Tiles {
  readonly batch: number;
  readonly channels: number;
  /** Tiles of a plane. */
  readonly rows: number;
  readonly columns: number;
  /** Elements of a tile. */
  readonly height: number;
  readonly width: number;
}

/**
 * [batch, height, width, channels, rows, columns] in any shape → [batch, channels, rows · height, columns · width]: one axis is
 * moved at a time, for which ORT has kernels. In one Transpose both take three times as long (docs/bench.md).
 */
export function besideEachOther(b: Builder, x: ValueId, tiles: Tiles): ValueId {
  const { batch, channels, rows, columns, height, width } = tiles;
  let y = x;
  if (width > 1) {
    const places = channels * rows * columns;
    y = b.transpose(b.reshape(y, [batch * height, width, places]), [0, 2, 1]);
  }
  if (height > 1) {
    const line = columns * width;
    y = b.transpose(b.reshape(y, [batch, height, channels * rows, line]), [0, 2, 1, 3]);
  }
  return b.reshape(y, [batch, channels, rows * height, columns * width]);
}
