import type { Constant, TensorConstant } from './constant';
import type { Graph } from './graph';

/**
 * What a weight is for, as far as random values must respect it: `matrix` keeps activations at their scale,
 * `scale` is near one, `positive` may be a variance or a divisor, `offset` is near zero.
 */
export type Role = 'matrix' | 'scale' | 'positive' | 'offset';

/** Roles of input slots, by operator. */
const bySlot: Readonly<Record<string, readonly (Role | null)[]>> = {
  BatchNormalization: [null, 'scale', 'offset', 'offset', 'positive'],
  InstanceNormalization: [null, 'scale', 'offset'],
  LayerNormalization: [null, 'scale', 'offset'],
  GroupNormalization: [null, 'scale', 'offset'],
  RMSNormalization: [null, 'scale'],
  SimplifiedLayerNormalization: [null, 'scale'],
  SkipLayerNormalization: [null, null, 'scale', 'offset', 'offset'],
  PRelu: [null, 'positive'],
  Div: [null, 'positive'],
  Pow: ['positive', 'positive'],
  Sqrt: ['positive'],
  Log: ['positive'],
  Mul: ['scale', 'scale'],
  Conv: [null, 'matrix', 'offset'],
  ConvTranspose: [null, 'matrix', 'offset'],
  MatMul: ['matrix', 'matrix'],
  Gemm: ['matrix', 'matrix', 'offset'],
  Gather: ['matrix'],
  Add: ['offset', 'offset'],
  Sub: ['offset', 'offset'],
};

/** Roles of the graph's constants by what uses them; a positive use wins over the others. */
export function rolesIn(graph: Graph, into: Map<Constant, Role> = new Map()): ReadonlyMap<Constant, Role> {
  for (const node of graph.nodes()) {
    node.inputs.forEach((input, slot) => {
      const constant = graph.constant(input);
      const role = bySlot[node.op]?.[slot] ?? null;
      if (constant === null || role === null || into.get(constant) === 'positive') return;
      into.set(
        constant,
        role === 'scale' && node.op === 'Mul' && constant.shape.length > 2 ? 'matrix' : role,
      );
    });
    for (const attr of node.attrs.values()) if (attr.kind === 'graph') rolesIn(attr.value, into);
  }
  return into;
}

/** The role that a weight's name and shape suggest, for when its graph is not at hand. */
export function roleByName({ name, shape }: TensorConstant): Role {
  const lower = name.toLowerCase();
  if (/var(iance)?\b|running_var|moving_var/.test(lower)) return 'positive';
  if (shape.filter((d) => d > 1).length > 1) return 'matrix';
  return /weight|scale|gamma/.test(lower) ? 'scale' : 'offset';
}
