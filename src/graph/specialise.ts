import { CodedError } from '../core';
import { Graph } from './graph';
import { inferGraph } from './inferGraph';
import { keepLive } from './keepLive';
import { openSymbols } from './openSymbols';
import { substituteDims } from './substituteDims';
import type { Dim, ValueId } from './types';

export interface Specialisation {
  /** Sizes by the names that `dynamicDims` lists; those left out stay open. */
  readonly dims: Readonly<Record<string, number>>;
  /** Names of the outputs to keep; null: all. */
  readonly keepOutputs: readonly string[] | null;
}

function bindingsOf(graph: Graph, dims: Readonly<Record<string, number>>): Map<string, Dim> {
  const open = openSymbols(graph);
  const bindings = new Map<string, Dim>();
  for (const [name, size] of Object.entries(dims)) {
    const matches = open.filter((dim) => dim.name === name);
    if (matches.length === 0) {
      const names = open.map((dim) => dim.name).join(', ');
      const known = names === '' ? 'it has none' : `it has ${names}`;
      throw new CodedError('DIMS_UNKNOWN', `The model has no dynamic dimension "${name}": ${known}.`, name);
    }
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new CodedError('DIMS_NEEDED', `Dimension "${name}" needs a whole number, not ${size}.`, name);
    }
    for (const { symbol } of matches) bindings.set(symbol, size);
  }
  return bindings;
}

function keptOutputs(graph: Graph, names: readonly string[] | null): readonly ValueId[] {
  if (names === null) return graph.outputs;
  const wanted = new Set(names);
  const kept = graph.outputs.filter((id) => wanted.delete(graph.value(id).name));
  const all = graph.outputs.map((id) => graph.value(id).name).join(', ');
  for (const name of wanted) {
    throw new CodedError('OUTPUT_UNKNOWN', `The model has no output "${name}": it has ${all}.`, name);
  }
  if (kept.length === 0) throw new CodedError('OUTPUT_UNKNOWN', `At least one output must stay: ${all}.`);
  return kept;
}

/** Inputs that have a value in the file: since IR version 4 a caller may give another one instead. */
export const overridableInputs = (graph: Graph): readonly ValueId[] =>
  graph.inputs.filter((id) => graph.value(id).constant !== null);

/** What is computed once is only right if nobody gives other values: inputs that have one are inputs no more. */
function withoutOverridable(graph: Graph): Graph {
  const inputs = graph.inputs.filter((id) => graph.value(id).constant === null);
  return inputs.length === graph.inputs.length ? graph : new Graph({ ...graph.parts, inputs });
}

/**
 * Fixes dimensions, keeps the chosen outputs (in the model's order), makes inputs that have a value in the file constants, drops
 * what nothing then needs, and infers every value anew. Ids do not change.
 * @throws CodedError DIMS_UNKNOWN, DIMS_NEEDED (not a size), OUTPUT_UNKNOWN.
 */
export function specialise(graph: Graph, { dims, keepOutputs }: Specialisation): Graph {
  const bindings = bindingsOf(graph, dims);
  const kept = keepLive(withoutOverridable(graph), keptOutputs(graph, keepOutputs));
  return inferGraph(substituteDims(kept, bindings));
}
