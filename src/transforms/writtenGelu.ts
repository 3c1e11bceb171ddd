import { must } from '../core';
import type { ValueId } from '../graph';
import type { Builder } from './builder';

/** ½·x·(1 + erf(x/√2)) as elementary nodes, or the approximation with tanh. */
export function writtenGelu(b: Builder, x: ValueId, approximate: boolean): ValueId {
  const { type } = b.valueOf(x);
  const dtype = must(type?.kind === 'tensor' ? type.dtype : null, 'type');
  const number = (n: number) => b.scalar(dtype, n);
  const times = (n: number, v: ValueId) => b.node('Mul', [v, number(n)]);
  let inner: ValueId;
  if (approximate) {
    const cube = b.node('Mul', [b.node('Mul', [x, x]), x]);
    const slope = times(Math.sqrt(2 / Math.PI), b.node('Add', [x, times(0.044715, cube)]));
    inner = b.node('Tanh', [slope]);
  } else {
    inner = b.node('Erf', [times(Math.SQRT1_2, x)]);
  }
  return times(0.5, b.node('Mul', [x, b.node('Add', [inner, number(1)])]));
}
