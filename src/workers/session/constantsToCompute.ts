import { constantBytes, constantsOf, leavesOf } from '../../bench/constants';
import type { AppliedConstant, Graph, TensorConstant } from '../../graph';

/** An expression that would be so many times larger than what it is made of stays one; smaller ones are computed anyway. */
const growth = { times: 1.5, from: 2 ** 16 };

export interface ToCompute {
  readonly applied: readonly AppliedConstant[];
  readonly external: readonly TensorConstant[];
}

/**
 * The constants of a graph, of the graphs inside it and of its functions whose bytes are not at hand and that belong in its
 * file: expressions to evaluate, and tensors in other files. Left out is what the file grows by (a convolution's weights at the points of its tiles are up to four times as
 * many): such an expression is written as nodes, which ORT folds when it loads the model. `all` computes these as well.
 */
export function constantsToCompute(graph: Graph, all = false): ToCompute {
  const applied = new Set<AppliedConstant>();
  const external = new Set<TensorConstant>();
  const take = (tensor: TensorConstant): void => {
    if (tensor.source.at === 'external') external.add(tensor);
  };
  for (const constant of constantsOf(graph)) {
    if (constant.kind === 'tensor') take(constant);
    else if (all || !grows(constant)) applied.add(constant);
    else for (const leaf of leavesOf([constant])) take(leaf);
  }
  return { applied: [...applied], external: [...external] };
}

function grows(constant: AppliedConstant): boolean {
  const bytes = constantBytes(constant);
  if (bytes < growth.from) return false;
  return bytes > growth.times * [...leavesOf([constant])].reduce((sum, leaf) => sum + constantBytes(leaf), 0);
}
