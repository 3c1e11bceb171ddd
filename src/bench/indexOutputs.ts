import { elementCount, type Graph, isFloat, type Node } from '../graph';
import type { OutputDifference } from './compareTensors';
import { type HostTensor, type TensorMap, toDoubles } from './hostTensor';
import { usualScale } from './usualScale';
import { type Probe, withProbes } from './withProbes';

/** An output that holds positions in another tensor, where a tie may be broken either way. */
export interface IndexOutput {
  readonly output: string;
  readonly kind: 'along-axis' | 'boxes';
  /** Name under which the tensor that is pointed into is an output of the probed graph. */
  readonly data: string;
  readonly axis: number;
  /** The positions are the only thing along the axis (keepdims 0): the axis is missing in the output. */
  readonly squeezed: boolean;
}

/** Operators through which positions pass unchanged. */
const carriers = new Set(['Identity', 'Cast']);

/** The original with the tensors that its index outputs point into as further outputs. */
export function probeIndices(graph: Graph): { readonly graph: Graph; readonly indices: IndexOutput[] } {
  const indices: IndexOutput[] = [];
  const probes: Probe[] = [];
  for (const id of graph.outputs) {
    let node = graph.producer(id);
    let slot = graph.value(id).slot;
    while (node !== null && carriers.has(node.op)) {
      const input = node.inputs[0] ?? null;
      node = graph.producer(input);
      slot = input === null ? 0 : graph.value(input).slot;
    }
    const data = node?.inputs[node.op === 'NonMaxSuppression' ? 1 : 0] ?? null;
    if (node === null || data === null || !pointsInto(node, slot)) continue;
    const name = `probe of ${graph.value(id).name}`;
    probes.push({ value: data, name });
    const axis = attrNumber(node, 'axis', node.op === 'TopK' ? -1 : 0);
    const squeezed = node.op !== 'TopK' && attrNumber(node, 'keepdims', 1) === 0;
    const kind = node.op === 'NonMaxSuppression' ? 'boxes' : 'along-axis';
    indices.push({ output: graph.value(id).name, kind, data: name, axis, squeezed });
  }
  return { graph: withProbes(graph, probes), indices };
}

function pointsInto(node: Node, slot: number): boolean {
  if (node.op === 'ArgMax' || node.op === 'ArgMin' || node.op === 'NonMaxSuppression') return slot === 0;
  return node.op === 'TopK' && slot === 1;
}

const attrNumber = (node: Node, name: string, fallback: number): number => {
  const attr = node.attrs.get(name);
  return attr?.kind === 'int' ? Number(attr.value) : fallback;
};

/**
 * Whether differing positions are ties: the original's own numbers at the two positions lie within `tolerance` of each
 * other, relative to the tensor's scale. Null when this cannot tell, and the positions must be equal.
 */
export function compareIndices(
  index: IndexOutput,
  reference: HostTensor,
  actual: HostTensor,
  referenceOutputs: TensorMap,
  tolerance: number,
): OutputDifference | null {
  const data = referenceOutputs.get(index.data);
  if (data === undefined || !isFloat(data.dtype)) return null;
  const numbers = toDoubles(data);
  const scale = usualScale(numbers);
  const gap =
    index.kind === 'boxes'
      ? boxGap(reference, actual, data.shape, numbers)
      : axisGap(index, reference, actual, data.shape, numbers, scale);
  if (gap === null) return null;
  const relative = scale === 0 ? (gap === 0 ? 0 : Number.POSITIVE_INFINITY) : gap / scale;
  const reason = relative > tolerance ? 'it points at different values' : null;
  const informative = elementCount(reference.shape) > 0;
  return { output: index.output, maxAbs: gap, maxRel: relative, maxUlp: 0, informative, reason };
}

/** Largest difference of the numbers pointed at, of fillings by their own scale; null when shapes do not fit. */
function axisGap(
  index: IndexOutput,
  reference: HostTensor,
  actual: HostTensor,
  shape: readonly number[],
  numbers: Float64Array,
  scale: number,
): number | null {
  const axis = index.axis < 0 ? index.axis + shape.length : index.axis;
  const outShape = index.squeezed ? reference.shape.toSpliced(axis, 0, 1) : reference.shape;
  if (outShape.length !== shape.length || actual.shape.join() !== reference.shape.join()) return null;
  const inner = shape.slice(axis + 1).reduce((n, d) => n * d, 1);
  const size = shape[axis] ?? 1;
  const count = outShape[axis] ?? 1;
  const a = toDoubles(reference);
  const b = toDoubles(actual);
  let gap = 0;
  for (let i = 0; i < a.length; i++) {
    const outer = Math.floor(i / (count * inner));
    const at = (position: number) =>
      numbers[(outer * size + (position < 0 ? position + size : position)) * inner + (i % inner)];
    const [x, y] = [at(a[i] ?? 0), at(b[i] ?? 0)];
    if (x === undefined || y === undefined) return null;
    if (x === y || Number.isNaN(x)) continue;
    // A position of NaN is no tie.
    const [small, large] = [Math.min(Math.abs(x), Math.abs(y)), Math.max(Math.abs(x), Math.abs(y))];
    const difference = small > scale ? (Math.abs(x - y) / large) * scale : Math.abs(x - y);
    gap = Number.isNaN(y) ? Number.POSITIVE_INFINITY : Math.max(gap, difference);
  }
  return gap;
}

/**
 * Rows of [batch, class, box]. A row that only one side has must have a partner among the other's such rows of the
 * same batch and class with nearly the same score (the box that won the tie).
 */
function boxGap(
  reference: HostTensor,
  actual: HostTensor,
  shape: readonly number[],
  scores: Float64Array,
): number | null {
  const [, classes = 1, boxes = 1] = shape;
  const rows = (tensor: HostTensor): Map<string, number[]> => {
    const flat = toDoubles(tensor);
    const out = new Map<string, number[]>();
    for (let i = 0; i + 2 < flat.length; i += 3) {
      const [batch = 0, kind = 0, box = 0] = flat.subarray(i, i + 3);
      out.set(`${batch},${kind},${box}`, [batch, kind, scores[(batch * classes + kind) * boxes + box] ?? 0]);
    }
    return out;
  };
  const a = rows(reference);
  const b = rows(actual);
  if (a.size !== b.size) return null;
  const onlyA = [...a].filter(([key]) => !b.has(key)).map(([, row]) => row);
  const onlyB = [...b].filter(([key]) => !a.has(key)).map(([, row]) => row);
  const order = (p: readonly number[], q: readonly number[]) =>
    (p[0] ?? 0) - (q[0] ?? 0) || (p[1] ?? 0) - (q[1] ?? 0) || (p[2] ?? 0) - (q[2] ?? 0);
  onlyA.sort(order);
  onlyB.sort(order);
  let gap = 0;
  for (const [i, row] of onlyA.entries()) {
    const other = onlyB[i];
    if (other === undefined || other[0] !== row[0] || other[1] !== row[1]) return null;
    gap = Math.max(gap, Math.abs((row[2] ?? 0) - (other[2] ?? 0)));
  }
  return gap;
}
