import { assert } from '../core';
import type { Constant, DType, ValueId } from '../graph';
import { literal } from '../graph/literal';
import type { Builder } from './builder';
import { fastFilter } from './cookToom';
import type { Match } from './match';
import type { Refusal, RuleContext } from './rule';
import { besideEachOther } from './tiles';
import { reshaped, transposed, zeroPadded } from './weights';
import { type Axis, type WinogradPlan, winogradPlan } from './winogradPlan';

/** Why a convolution is not computed tile by tile; null where it can be and takes less. */
export function winogradRefusal(m: Match, context: RuleContext): Refusal | null {
  const plan = winogradPlan(m, context);
  return 'reason' in plan ? plan : null;
}

/**
 * The convolution as products at points. Signal: two small convolutions over every channel by itself, whose filters are the
 * points; then one pointwise convolution with a group for each point; then the outputs are interpolated and the tiles put
 * side by side.
 */
export function winograd(m: Match, b: Builder, context: RuleContext): ValueId {
  const plan = winogradPlan(m, context);
  assert(!('reason' in plan), 'a rule that was refused is not played');
  const { batch, filters, group, height, width } = plan;
  const w = m.constant('w');
  const points = height.reach * width.reach;
  const tiles = height.tiles * width.tiles;
  const bias = m.find('b') === null ? null : m.constant('b');
  const signal = transformSignal(b, m.value('x'), plan, w.dtype);
  const products = b.node(
    'Conv',
    [
      signal,
      b.add(transformFilters(b, w, plan)),
      ...(bias === null ? [] : [b.add(biasAtOne(b, bias, plan))]),
    ],
    { group: points * group, kernel_shape: [1, 1] },
  );
  const rows = interpolated(
    b,
    products,
    height,
    [batch, height.reach, width.reach * filters * tiles],
    w.dtype,
  );
  const both = interpolated(b, rows, width, [batch * height.tile, width.reach, filters * tiles], w.dtype);
  const whole = [height.tiles * height.tile, width.tiles * width.tile] as const;
  const joined = besideEachOther(b, both, {
    batch,
    channels: filters,
    rows: height.tiles,
    columns: width.tiles,
    height: height.tile,
    width: width.tile,
  });
  const cut = [height.out, width.out].flatMap((out, i) => (out === whole[i] ? [] : [{ out, axis: i + 2 }]));
  const kept =
    cut.length === 0
      ? joined
      : b.slice(
          joined,
          cut.map(() => 0),
          cut.map(({ out }) => out),
          cut.map(({ axis }) => axis),
        );
  return plan.shape.length === 4 ? kept : b.reshape(kept, [batch, filters, width.out]);
}

const filterOf = ({ tile, taps }: Axis) => fastFilter(tile, taps);
/** The point 1 of an axis. */
const one = (axis: Axis): number => (axis.taps === 1 ? 0 : filterOf(axis).one);

/** [batch, points · channels, tiles down, tiles across]: each point's channels together. */
function transformSignal(b: Builder, x: ValueId, plan: WinogradPlan, dtype: DType): ValueId {
  const { batch, channels, height: h, width: w } = plan;
  let signal = b.reshape(x, [batch * channels, 1, h.size, w.size]);
  if (h.taps > 1) {
    signal = b.node(
      'Conv',
      [signal, b.constant(dtype, [h.reach, 1, h.reach, 1], filterOf(h).signal.flat())],
      {
        kernel_shape: [h.reach, 1],
        strides: [h.tile, 1],
        pads: [h.pads[0], 0, h.pads[1], 0],
      },
    );
  }
  if (w.taps > 1) {
    if (h.taps > 1) signal = b.reshape(signal, [batch * channels * h.reach, 1, h.tiles, w.size]);
    signal = b.node(
      'Conv',
      [signal, b.constant(dtype, [w.reach, 1, 1, w.reach], filterOf(w).signal.flat())],
      {
        kernel_shape: [1, w.reach],
        strides: [1, w.tile],
        pads: [0, w.pads[0], 0, w.pads[1]],
      },
    );
  }
  const points = h.reach * w.reach;
  const byChannel = b.reshape(signal, [batch, channels, points, h.tiles * w.tiles]);
  return b.reshape(b.transpose(byChannel, [0, 2, 1, 3]), [batch, points * channels, h.tiles, w.tiles]);
}

/** [points · filters, channels of a group, 1, 1]. */
function transformFilters(b: Builder, w: Constant, { height, width }: WinogradPlan): Constant {
  const [filters = 0, depth = 0] = w.shape;
  const matrix = (rows: readonly (readonly number[])[]): Constant =>
    literal(w.dtype, [rows.length, rows[0]?.length ?? 0], rows.flat());
  let g = reshaped(b, w, [filters, depth, height.taps, width.taps]);
  if (width.taps > 1) g = b.fold('MatMul', [g, transposed(b, matrix(filterOf(width).filter), [1, 0])]);
  if (height.taps > 1) g = b.fold('MatMul', [matrix(filterOf(height).filter), g]);
  const divisors = (axis: Axis): readonly number[] => (axis.taps === 1 ? [1] : filterOf(axis).divisors);
  const both = divisors(height).map((i) => divisors(width).map((j) => i * j));
  g = b.fold('Div', [g, matrix(both)]);
  return reshaped(b, transposed(b, g, [2, 3, 0, 1]), [height.reach * width.reach * filters, depth, 1, 1]);
}

/** The bias at the point 1 of both axes, from where it reaches every output once; zeros at the others. */
function biasAtOne(b: Builder, bias: Constant, { filters, height, width }: WinogradPlan): Constant {
  const at = one(height) * width.reach + one(width);
  const points = height.reach * width.reach;
  return reshaped(b, zeroPadded(b, reshaped(b, bias, [1, filters]), [at, 0, points - 1 - at, 0]), [
    points * filters,
  ]);
}

/** Outputs of one axis from its points: [rows, reach, columns] → [rows, tile, columns]. */
function interpolated(b: Builder, x: ValueId, axis: Axis, shape: readonly number[], dtype: DType): ValueId {
  if (axis.taps === 1) return x;
  const matrix = b.constant(dtype, [axis.tile, axis.reach], filterOf(axis).interpolate.flat());
  return b.node('MatMul', [matrix, b.reshape(x, shape)]);
}
