import type { Constant } from '../graph';
import { sameAttrs } from './attrs';
import { numbersOf } from './numbers';

/** Constants with the same contents, as far as can be told without computing or reading large ones. */
export function sameConstant(a: Constant, b: Constant): boolean {
  if (a === b) return true;
  if (a.dtype !== b.dtype || a.shape.length !== b.shape.length) return false;
  if (a.shape.some((d, i) => d !== b.shape[i])) return false;
  if (a.kind === 'tensor' && b.kind === 'tensor') {
    const [s, t] = [a.source, b.source];
    if (s === t) return true;
    if (s.at === 'bytes' && t.at === 'bytes') return sameBytes(s.bytes, t.bytes);
    if (s.at === 'external' && t.at === 'external') {
      // Random weights are seeded by name, so files that only claim to share an extent do not count.
      return s.location === t.location && s.offset === t.offset && s.length === t.length && a.name === b.name;
    }
  }
  if (a.kind === 'applied' && b.kind === 'applied' && a.op === b.op && a.domain === b.domain) {
    if (a.output === b.output && a.inputs.length === b.inputs.length && sameAttrs(a.attrs, b.attrs)) {
      const equal = a.inputs.every((x, i) => {
        const y = b.inputs[i] ?? null;
        return x === y || (x !== null && y !== null && sameConstant(x, y));
      });
      if (equal) return true;
    }
  }
  const x = numbersOf(a);
  const y = x === null ? null : numbersOf(b);
  return x !== null && y !== null && x.every((n, i) => Object.is(n, y[i]));
}

/** Compared only where they are small: equal large weights are nearly always the same object. */
const comparable = 16_384;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.byteLength <= comparable && a.every((byte, i) => byte === b[i]);
