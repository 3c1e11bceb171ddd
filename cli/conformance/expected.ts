import { readFileSync } from 'node:fs';
import { type NamedTensor, parseTensorProto, type ValueType } from '../../src/graph';

/** A test tensor, or null for what is none: a sequence, a map, an optional or a sparse tensor. */
export function readTensor(path: string, type: ValueType | null): NamedTensor | null {
  if (type !== null && type.kind !== 'tensor') return null;
  return parseTensorProto(new Uint8Array(readFileSync(path)));
}
