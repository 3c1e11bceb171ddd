import type { Constant } from './constant';
import { type DType, storageBytes } from './dtype';
import { countOf } from './ops/define';
import type { Node, Value, ValueType } from './types';

/** Runtimes pass these on without touching the elements. */
const views = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity', 'Dropout']);
/** Only the shape is looked at. */
const shapeOnly = new Set(['Shape', 'Size']);
/** Of the first input, only what comes out is read. */
const selective = new Set(['Gather', 'GatherElements', 'GatherND', 'Slice', 'Compress']);

/** Bytes of a tensor, or of all tensors that a value holds; null when it cannot be told. Strings count nothing. */
function bytesOf(type: ValueType | null): number | null {
  if (type?.kind !== 'tensor') return null;
  const count = countOf(type.shape);
  return count === null ? null : storageBytes(type.dtype, count);
}

/** The sum over values that are there, each counted once; null when one is unknown. */
function total(values: readonly (Value | null)[]): number | null {
  let sum = 0;
  for (const value of new Set(values)) {
    if (value === null) continue;
    const bytes = bytesOf(value.type);
    if (bytes === null) return null;
    sum += bytes;
  }
  return sum;
}

/** Bytes that a node reads and writes when every tensor goes to memory once; null when a shape is not known. */
export function trafficOf(
  node: Node,
  inputs: readonly (Value | null)[],
  outputs: readonly (Value | null)[],
): { readonly bytesRead: number; readonly bytesWritten: number } | null {
  const standard = node.domain === '';
  if (standard && (views.has(node.op) || node.op === 'Constant')) return { bytesRead: 0, bytesWritten: 0 };
  const written = total(outputs);
  if (written === null) return null;
  if (standard && shapeOnly.has(node.op)) return { bytesRead: 0, bytesWritten: written };
  const picks = standard && selective.has(node.op);
  const read = total(picks ? inputs.slice(1) : inputs);
  if (read === null) return null;
  return { bytesRead: picks ? read + written : read, bytesWritten: written };
}

/** Types whose constants are indices, shapes and flags rather than something learned. */
const notLearned: ReadonlySet<DType> = new Set<DType>(['int64', 'bool', 'string']);

/** How many parameters of the model a constant holds. */
export const parameters = (constant: Constant): number =>
  notLearned.has(constant.dtype) ? 0 : (countOf(constant.shape) ?? 0);
