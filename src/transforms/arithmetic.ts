import type { Graph, ValueId } from '../graph';
import { dtypeOfValue } from './read';
import { type Refusal, type RuleContext, refuse } from './rule';

/**
 * What every rule that re-rounds or relies on broadcasting asks for: float32 or float64 (a factor that is moved can
 * overflow a half; integers truncate) and opset 7 (before it, operands were aligned by attributes).
 */
export function arithmeticRefusal(context: RuleContext, id: ValueId): Refusal | null {
  const dtype = dtypeOfValue(context.graph, id);
  if (dtype !== 'float32' && dtype !== 'float64') {
    return refuse(`the type is ${dtype ?? 'not known'}`, { value: id });
  }
  return context.opset < 7 ? refuse('before opset 7 operands broadcast otherwise', { value: id }) : null;
}

/** The runtime's own operators have kernels for float32, and attributes are float32: rules over them keep to that. */
export function float32Refusal(graph: Graph, id: ValueId): Refusal | null {
  const dtype = dtypeOfValue(graph, id);
  return dtype === 'float32'
    ? null
    : refuse(`the type is ${dtype ?? 'not known'}, not float32`, { value: id });
}
