import { type Attributed, intAttr, intsAttr, stringAttr } from '../call';
import { at } from '../tensor';

/** How windows lie along each spatial axis of a Conv or a pool. */
export interface Windows {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  /** How many windows there are along each axis. */
  readonly counts: readonly number[];
}

/** The windows of an operator over a map of this size, as the ONNX specification counts them. */
export function windowsOf(call: Attributed, size: readonly number[], kernel: readonly number[]): Windows {
  const ones = size.map(() => 1);
  const strides = intsAttr(call, 'strides') ?? ones;
  const dilations = intsAttr(call, 'dilations') ?? ones;
  const auto = stringAttr(call, 'auto_pad', 'NOTSET');
  const given = intsAttr(call, 'pads') ?? [...size, ...size].map(() => 0);
  const ceil = intAttr(call, 'ceil_mode', 0) !== 0;
  const [begins, ends, counts]: [number[], number[], number[]] = [[], [], []];
  size.forEach((extent, i) => {
    const reach = (at(kernel, i) - 1) * at(dilations, i) + 1;
    const stride = at(strides, i);
    if (auto.startsWith('SAME')) {
      const count = Math.ceil(extent / stride);
      const pad = Math.max(0, (count - 1) * stride + reach - extent);
      const small = Math.floor(pad / 2);
      begins.push(auto === 'SAME_UPPER' ? small : pad - small);
      ends.push(auto === 'SAME_UPPER' ? pad - small : small);
      counts.push(count);
      return;
    }
    const [begin, end] = auto === 'VALID' ? [0, 0] : [at(given, i), at(given, size.length + i)];
    const room = (extent + begin + end - reach) / stride;
    let count = (ceil ? Math.ceil(room) : Math.floor(room)) + 1;
    // A window that would start in the padding at the end is left out.
    if (ceil && (count - 1) * stride >= extent + begin) count--;
    begins.push(begin);
    ends.push(end);
    counts.push(count);
  });
  return { kernel, strides, dilations, begins, ends, counts };
}
