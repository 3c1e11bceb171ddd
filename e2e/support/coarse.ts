import type { Picture } from './png';

/** About this many pixels of the page make one cell, each way: lines of text are as high. */
const CELL = 20;
/** Channels, of 255, by which a cell's mean colour may be off: other versions draw letters a little lighter or bolder. */
const CLOSE = 12;

/** Mean colours of a page's cells, as a picture of one pixel a cell: 64 × 40 for 1280 × 800 pixels. */
export function coarsely({ width, height, rgb }: Picture): Picture {
  const columns = Math.max(1, Math.round(width / CELL));
  const rows = Math.max(1, Math.round(height / CELL));
  const sums = new Float64Array(columns * rows * 3);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor((x * columns) / width);
      counts[cell] = (counts[cell] ?? 0) + 1;
      for (let c = 0; c < 3; c++)
        sums[3 * cell + c] = (sums[3 * cell + c] ?? 0) + (rgb[3 * (y * width + x) + c] ?? 0);
    }
  }
  const means = Uint8Array.from(sums, (sum, i) =>
    Math.round(sum / Math.max(1, counts[Math.floor(i / 3)] ?? 1)),
  );
  return { width: columns, height: rows, rgb: means };
}

export interface Difference {
  /** Cells whose colour is another, by place, row by row. */
  readonly cells: readonly number[];
  /** Their share of all, 0…1. */
  readonly share: number;
  /** How many of them the largest connected area has. */
  readonly area: number;
  /** How many cells there are. */
  readonly all: number;
}

/** Where two coarse pictures differ; everywhere when they are of different sizes. */
export function differenceOf(a: Picture, b: Picture): Difference {
  const all = a.width * a.height;
  if (a.width !== b.width || a.height !== b.height)
    return { cells: Array.from({ length: all }, (_, i) => i), share: 1, area: all, all };
  const cells: number[] = [];
  for (let cell = 0; cell < all; cell++) {
    const off = (c: number) => Math.abs((a.rgb[3 * cell + c] ?? 0) - (b.rgb[3 * cell + c] ?? 0));
    if (Math.max(off(0), off(1), off(2)) > CLOSE) cells.push(cell);
  }
  return { cells, share: cells.length / Math.max(1, all), area: largestArea(cells, a.width), all };
}

function largestArea(cells: readonly number[], width: number): number {
  const left = new Set(cells);
  let largest = 0;
  for (const first of cells) {
    if (!left.delete(first)) continue;
    const area = [first];
    for (const cell of area) {
      const x = cell % width;
      for (const dy of [-width, 0, width]) {
        for (const dx of [-1, 0, 1]) {
          if (x + dx < 0 || x + dx >= width) continue;
          if (left.delete(cell + dy + dx)) area.push(cell + dy + dx);
        }
      }
    }
    largest = Math.max(largest, area.length);
  }
  return largest;
}

/** The page with a frame around every cell that differs, to be looked at. */
export function framed(page: Picture, coarse: Picture, cells: readonly number[]): Picture {
  const rgb = page.rgb.slice();
  const dot = (x: number, y: number) => {
    if (x < page.width && y < page.height) rgb.set([255, 0, 80], 3 * (y * page.width + x));
  };
  for (const cell of cells) {
    const edge = (i: number, of: number, all: number) => Math.ceil((i * all) / of);
    const [column, row] = [cell % coarse.width, Math.floor(cell / coarse.width)];
    const [x0, x1] = [edge(column, coarse.width, page.width), edge(column + 1, coarse.width, page.width) - 1];
    const [y0, y1] = [edge(row, coarse.height, page.height), edge(row + 1, coarse.height, page.height) - 1];
    for (let x = x0; x <= x1; x++) {
      dot(x, y0);
      dot(x, y1);
    }
    for (let y = y0; y <= y1; y++) {
      dot(x0, y);
      dot(x1, y);
    }
  }
  return { ...page, rgb };
}
