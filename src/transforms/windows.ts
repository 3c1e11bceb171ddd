import type { Graph, Node, ValueId } from '../graph';
import { intAttr, intsAttr, padsOf, scalar, stringAttr } from './read';
import { type Refusal, refuse } from './rule';

/** Amounts of a Pad that only fills spatial axes with one number. */
export interface SpatialPad {
  /** Begins, then ends, of the spatial axes. */
  readonly pads: readonly number[];
  readonly value: number;
}

/** A constant Pad of spatial axes of [batch, channels, …], or why it is none. */
export function spatialPad(graph: Graph, pad: Node): SpatialPad | Refusal {
  const pads = padsOf(graph, pad);
  if (stringAttr(pad, 'mode', 'constant') !== 'constant')
    return refuse('it does not pad with a constant', { node: pad.id });
  if (pads === null) return refuse('how much it pads is not known', { node: pad.id });
  if (pads.some((n) => n < 0)) return refuse('it crops', { node: pad.id });
  const rank = pads.length / 2;
  if ([0, 1, rank, rank + 1].some((i) => pads[i] !== 0)) {
    return refuse('it pads batch or channels', { node: pad.id });
  }
  const attr = pad.attrs.get('value');
  const filler = pad.inputs[2] ?? null;
  const value = filler !== null ? scalar(graph, filler) : attr?.kind === 'float' ? attr.value : 0;
  if (value === null) return refuse('what it pads with is not known', { node: pad.id });
  return { pads: [...pads.slice(2, rank), ...pads.slice(rank + 2)], value };
}

export const isRefusedPad = (pad: SpatialPad | Refusal): pad is Refusal => 'reason' in pad;

/** A window's own padding over this many spatial axes, zeros when it has none; null where the operator works it out. */
export function windowPads(node: Node, axes: number): readonly number[] | null {
  const auto = stringAttr(node, 'auto_pad', 'NOTSET');
  if (auto === 'VALID') return new Array<number>(2 * axes).fill(0);
  if (auto !== 'NOTSET') return null;
  const pads = intsAttr(node, 'pads') ?? new Array<number>(2 * axes).fill(0);
  return pads.length === 2 * axes ? pads : null;
}

export const sumPads = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((n, i) => n + (b[i] ?? 0));

/** Refuses padding that no kernel takes: a window must be larger than the padding at either end. */
export function kernelRefusal(node: Node, pads: readonly number[]): Refusal | null {
  const kernel = intsAttr(node, 'kernel_shape') ?? [];
  return pads.some((n, i) => n >= (kernel[i % kernel.length] ?? 0))
    ? refuse('the padding is as large as the window', { node: node.id })
    : null;
}

/** Why a Conv is not pointwise (1×1, stride 1, no padding), or null when it is. */
export function pointwiseRefusal(graph: Graph, conv: Node, weights: ValueId): Refusal | null {
  const type = graph.value(weights).type;
  const kernel = type?.kind === 'tensor' ? type.shape?.slice(2) : undefined;
  if (kernel === undefined || kernel.length === 0 || kernel.some((d) => d !== 1)) {
    return refuse('its kernel is not 1×1', { node: conv.id, value: weights });
  }
  if ((intsAttr(conv, 'strides') ?? []).some((s) => s !== 1))
    return refuse('its stride is not 1', { node: conv.id });
  const pads = windowPads(conv, kernel.length);
  return pads === null || pads.some((n) => n !== 0) ? refuse('it pads', { node: conv.id }) : null;
}

/** Whether every window of a pool averages over real elements only, so that it keeps constants as they are. */
export function keepsConstants(pool: Node, axes: number): boolean {
  if (intAttr(pool, 'count_include_pad', 0) === 0) return true;
  const pads = windowPads(pool, axes);
  return intAttr(pool, 'ceil_mode', 0) === 0 && pads !== null && pads.every((n) => n === 0);
}
