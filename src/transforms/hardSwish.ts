import type { ValueId } from '../graph';
import { float } from './attrs';
import type { Builder } from './builder';

/** x·HardSigmoid(x) with slope 1/6: what HardSwish stands for from opset 14 on. */
export const gatedByHardSigmoid = (b: Builder, x: ValueId): ValueId =>
  b.node('Mul', [x, b.node('HardSigmoid', [x], { alpha: float(1 / 6), beta: float(0.5) })]);
