import type { AppliedConstant, Graph, TensorConstant } from '../../graph';

/** The constants of a graph whose bytes are not at hand: expressions to evaluate, and tensors in other files. */
export function constantsToCompute(graph: Graph): {
  readonly applied: readonly AppliedConstant[];
  readonly external: readonly TensorConstant[];
} {
  const applied = new Set<AppliedConstant>();
  const external = new Set<TensorConstant>();
  for (const { constant } of graph.values()) {
    if (constant?.kind === 'applied') applied.add(constant);
    else if (constant?.source.at === 'external') external.add(constant);
  }
  return { applied: [...applied], external: [...external] };
}
