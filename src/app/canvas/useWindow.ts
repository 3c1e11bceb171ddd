import { useStore } from '@xyflow/react';
import { useMemo } from 'react';
import { seen } from './paint';
import type { Rect } from './placed';

export type Lod = 'far' | 'block' | 'middle' | 'near';

const lodOf = (zoom: number): Lod =>
  zoom < 0.4 ? 'far' : zoom < 0.62 ? 'block' : zoom < 0.84 ? 'middle' : 'near';

export interface Window {
  readonly rect: Rect;
  readonly zoom: number;
  readonly lod: Lod;
}

/** What is seen, with a margin, in steps: cards are mounted and unmounted when the camera has moved a good way. */
export function useWindow(): Window {
  const key = useStore((s) => {
    const [x, y, zoom] = s.transform;
    const { x: left, y: top, width, height } = seen({ x, y, zoom }, s.width, s.height);
    const tile = 2 ** Math.ceil(Math.log2(Math.max(64, Math.min(width, height) / 2)));
    const cell = [
      left / tile - 0.5,
      top / tile - 0.5,
      (left + width) / tile + 0.5,
      (top + height) / tile + 0.5,
    ];
    return `${lodOf(zoom)} ${tile} ${Math.floor(cell[0] ?? 0)} ${Math.floor(cell[1] ?? 0)} ${Math.ceil(cell[2] ?? 0)} ${Math.ceil(cell[3] ?? 0)}`;
  });
  return useMemo(() => {
    const [lod, ...numbers] = key.split(' ');
    const [tile = 1, left = 0, top = 0, right = 0, bottom = 0] = numbers.map(Number);
    return {
      lod: lod as Lod,
      zoom: lod === 'far' ? 0 : 1,
      rect: { x: left * tile, y: top * tile, width: (right - left) * tile, height: (bottom - top) * tile },
    };
  }, [key]);
}
