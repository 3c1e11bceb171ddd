import type { DType, Graph, Node, ValueId } from '../graph';
import { float } from './attrs';
import type { Builder } from './builder';
import { floatAttr, scalar } from './read';

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const largestFloat = Math.fround(3.4028234663852886e38);
const widened = (bounds: Bounds): Bounds => ({
  min: bounds.min <= -largestFloat ? Number.NEGATIVE_INFINITY : bounds.min,
  max: bounds.max >= largestFloat ? Number.POSITIVE_INFINITY : bounds.max,
});

/** What a Clip or Relu of floats limits its input to; null where a bound is not constant or is NaN. */
export function clipBounds(graph: Graph, node: Node): Bounds | null {
  if (node.op === 'Relu') return { min: 0, max: Number.POSITIVE_INFINITY };
  if (node.op !== 'Clip' || node.domain !== '') return null;
  const bound = (slot: number, name: string, open: number): number | null => {
    const input = node.inputs[slot] ?? null;
    return input === null ? floatAttr(node, name, open) : scalar(graph, input);
  };
  const min = bound(1, 'min', Number.NEGATIVE_INFINITY);
  const max = bound(2, 'max', Number.POSITIVE_INFINITY);
  if (min === null || max === null || Number.isNaN(min) || Number.isNaN(max)) return null;
  return widened({ min, max });
}

/** Limits a value of a float type as the opset writes it; a Relu where only zero is the limit. */
export function clip(b: Builder, x: ValueId, dtype: DType, { min, max }: Bounds): ValueId {
  const [low, high] = [Number.isFinite(min), Number.isFinite(max)];
  if (min === 0 && !high) return b.node('Relu', [x]);
  if (b.opset < 11) {
    const attrs = { ...(low ? { min: float(min) } : {}), ...(high ? { max: float(max) } : {}) };
    return b.node('Clip', [x], attrs);
  }
  const operands = [x, low ? b.scalar(dtype, min) : null, high ? b.scalar(dtype, max) : null];
  return b.node('Clip', high ? operands : operands.slice(0, low ? 2 : 1));
}
