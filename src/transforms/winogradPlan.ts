import { must } from '../core';
import { elementCount } from '../graph';
import { type Conv, hasUnitStrides, sizedConv } from './convolution';
import { longestReach } from './cookToom';
import type { Match } from './match';
import { type Refusal, type RuleContext, refuse } from './rule';

/** One spatial axis of a convolution that is computed tile by tile. */
export interface Axis {
  /** An axis of one tap is left alone: its tiles are its places. */
  readonly taps: number;
  readonly size: number;
  readonly out: number;
  /** Outputs of a tile. */
  readonly tile: number;
  readonly tiles: number;
  /** Points, and inputs that a tile reads. */
  readonly reach: number;
  /** Padding at the begin, and at the end so that the last tile has all that it reads. */
  readonly pads: readonly [number, number];
}

export interface WinogradPlan {
  /** Of the input. */
  readonly shape: readonly number[];
  readonly batch: number;
  readonly channels: number;
  readonly filters: number;
  readonly group: number;
  readonly height: Axis;
  readonly width: Axis;
}

/** Outputs of a tile on an axis; larger ones round more and were never faster. */
const tileSizes = [2, 3, 4];
/** ORT's matrix product packs columns by sixteens: fewer take as long. */
const packed = 16;

/** How a convolution is computed tile by tile with the least work, or why it is not. */
export function winogradPlan(m: Match, context: RuleContext): WinogradPlan | Refusal {
  const sized = sizedConv(m, context);
  if ('reason' in sized) return sized;
  const { conv, shape } = sized;
  if (conv.spatial > 2) return refuse('the convolution has more than two spatial axes');
  if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
  if (conv.dilations.some((d) => d !== 1)) return refuse('the kernel is dilated');
  if (conv.kernel.every((taps) => taps === 1)) return refuse('the kernel has one tap');
  if (conv.pads.some((pad, i) => pad < 0 || (pad > 0 && conv.kernel[i % conv.spatial] === 1))) {
    return refuse('the padding is on an axis of one tap, or negative');
  }
  const [width = [], height = []] = conv.kernel.map((_, i) => axesOf(conv, shape, i)).reverse();
  if (width.length === 0 || (height.length === 0 && conv.spatial === 2)) {
    return refuse('the kernel is too long, or longer than its input');
  }
  const { channels, filters, group } = conv;
  const given = { shape, batch: shape[0] ?? 1, channels, filters, group };
  const lines = conv.spatial === 2 ? height : [alone(1)];
  const plans = lines.flatMap((h) => width.map((w): WinogradPlan => ({ ...given, height: h, width: w })));
  const best = must(
    plans.reduce((a, b) => (work(b) < work(a) ? b : a)),
    'plan',
  );
  return work(best) < direct(best, elementCount(conv.kernel))
    ? best
    : refuse('it takes no fewer multiply-adds');
}

const alone = (size: number): Axis => {
  return { taps: 1, size, out: size, tile: 1, tiles: size, reach: 1, pads: [0, 0] };
};

/** The ways to cut a spatial axis into tiles. */
function axesOf(conv: Conv, shape: readonly number[], i: number): readonly Axis[] {
  const [taps, size] = [must(conv.kernel[i], 'taps'), must(shape[i + 2], 'size')];
  if (taps === 1) return [alone(size)];
  const [begin, end] = [must(conv.pads[i], 'padding'), must(conv.pads[conv.spatial + i], 'padding')];
  const out = size + begin + end - taps + 1;
  if (out < 1) return [];
  return tileSizes
    .map((tile) => ({ tile, tiles: Math.ceil(out / tile), reach: tile + taps - 1 }))
    .filter(({ reach }) => reach <= longestReach)
    .map((cut) => ({
      ...cut,
      taps,
      size,
      out,
      pads: [begin, (cut.tiles - 1) * cut.tile + cut.reach - size - begin],
    }));
}

const columns = (n: number): number => Math.ceil(n / packed) * packed;

/** Multiply-adds of one image without tiles. */
const direct = ({ channels, filters, group, height, width }: WinogradPlan, taps: number): number =>
  filters * (channels / group) * taps * columns(height.out * width.out);

/** Multiply-adds of one image. */
function work({ channels, filters, group, height: h, width: w }: WinogradPlan): number {
  const tiles = h.tiles * w.tiles;
  const rows = h.taps === 1 ? 0 : channels * h.reach * h.reach * h.tiles * w.size;
  const across = w.taps === 1 ? 0 : channels * h.reach * w.reach * w.reach * tiles;
  const back =
    (h.taps === 1 ? 0 : h.tile * h.reach * w.reach) + (w.taps === 1 ? 0 : h.tile * w.tile * w.reach);
  const products = h.reach * w.reach * filters * (channels / group) * columns(tiles);
  return products + rows + across + filters * tiles * back;
}
