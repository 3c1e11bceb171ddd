import { fitSizes } from './fitSizes';
import type { Graph } from './graph';
import { openSymbols } from './openSymbols';

/** A dimension of the inputs that the model leaves open. */
export interface DynamicDim {
  /** The name in the model, or `<input>.<axis>` where the model gives none. */
  readonly name: string;
  /** A sensible size to start from, which the model takes as far as inference can tell. */
  readonly suggested: number;
  /** The inputs that have it. */
  readonly inputs: readonly string[];
}

const caches = new WeakMap<Graph, readonly DynamicDim[]>();

/**
 * The dimensions that must be fixed before a model can be timed, with suggestions. Where inference refuses the usual
 * sizes (a window wider than the signal, a position past the end of its table) others are tried. Computed once for each
 * graph.
 */
export function dynamicDims(graph: Graph): readonly DynamicDim[] {
  let dims = caches.get(graph);
  if (dims === undefined) {
    const open = openSymbols(graph);
    const sizes = fitSizes(graph, open);
    dims = open.map(({ symbol, name, suggested, inputs }) => ({
      name,
      suggested: sizes.get(symbol) ?? suggested,
      inputs,
    }));
    caches.set(graph, dims);
  }
  return dims;
}
