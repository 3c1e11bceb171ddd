import type { DType, Graph, Node, ValueId } from '../graph';
import { float } from './attrs';
import type { Builder } from './builder';
import { dtypeOfValue, floatAttr, scalar } from './read';

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const largestFloat = Math.fround(3.4028234663852886e38);

/**
 * The largest finite number: what a Clip without an upper bound limits to, so that it makes ∞ finite. Attributes, before
 * opset 11, are float32.
 */
const largest = (dtype: DType | null, opset: number): number =>
  dtype === 'float64' && opset >= 11 ? Number.MAX_VALUE : largestFloat;

/**
 * What a Clip or Relu of float32 or float64 limits its input to, ±∞ only where it lets that through; null where a bound is not
 * constant or is NaN.
 */
export function clipBounds(graph: Graph, node: Node): Bounds | null {
  if (node.op === 'Relu') return { min: 0, max: Number.POSITIVE_INFINITY };
  if (node.op !== 'Clip' || node.domain !== '') return null;
  const most = largest(dtypeOfValue(graph, node.inputs[0]), graph.header.opsets.get('') ?? 1);
  const bound = (slot: number, name: string, open: number): number | null => {
    const input = node.inputs[slot] ?? null;
    return input === null ? floatAttr(node, name, open) : scalar(graph, input);
  };
  const min = bound(1, 'min', -most);
  const max = bound(2, 'max', most);
  if (min === null || max === null || Number.isNaN(min) || Number.isNaN(max)) return null;
  return { min, max };
}

/** Whether nothing finite is above what a Clip with known bounds lets through. */
export function isUnbounded(graph: Graph, clipNode: Node): boolean {
  const most = largest(dtypeOfValue(graph, clipNode.inputs[0]), graph.header.opsets.get('') ?? 1);
  return (clipBounds(graph, clipNode)?.max ?? 0) >= most;
}

/** Limits a value of a float type as the opset writes it; a Relu where only zero is the limit. Bounds of ∞ are written out. */
export function clip(b: Builder, x: ValueId, dtype: DType, { min, max }: Bounds): ValueId {
  if (min === 0 && max === Number.POSITIVE_INFINITY) return b.node('Relu', [x]);
  const most = largest(dtype, b.opset);
  const [low, high] = [min !== -most, max !== most];
  if (b.opset < 11) {
    const attrs = { ...(low ? { min: float(min) } : {}), ...(high ? { max: float(max) } : {}) };
    return b.node('Clip', [x], attrs);
  }
  const operands = [x, low ? b.scalar(dtype, min) : null, high ? b.scalar(dtype, max) : null];
  return b.node('Clip', high ? operands : operands.slice(0, low ? 2 : 1));
}
