import { isUnknownDim, symbolsOf } from './dim';
import type { Graph } from './graph';
import { suggestSize } from './suggestSize';
import type { Dim, TensorType, ValueType } from './types';

/** A dimension of the inputs that the model leaves open. */
export interface DynamicDim {
  /** The name in the model, or `<input>.<axis>` where the model gives none. */
  readonly name: string;
  /** A sensible size to start from. */
  readonly suggested: number;
  /** The inputs that have it. */
  readonly inputs: readonly string[];
}

/** The tensor that a type is about, elements of sequences and optionals included. */
function tensorIn(type: ValueType | null): TensorType | null {
  if (type === null) return null;
  if (type.kind === 'tensor') return type;
  if (type.kind === 'sequence' || type.kind === 'optional') return tensorIn(type.element);
  return type.kind === 'map' ? tensorIn(type.value) : null;
}

export interface OpenSymbol extends DynamicDim {
  /** The symbol in the graph's dimensions, which for unnamed ones is not the name. */
  readonly symbol: string;
}

/** Every symbol in the dimensions of the graph's inputs, in the order of first use. */
export function openSymbols(graph: Graph): OpenSymbol[] {
  const found = new Map<string, { name: string; suggested: number; inputs: string[] }>();
  for (const id of graph.inputs) {
    const value = graph.value(id);
    if (value.constant !== null) continue;
    const tensor = tensorIn(value.type);
    tensor?.shape?.forEach((dim: Dim, axis: number) => {
      for (const symbol of symbolsOf(dim)) {
        const known = found.get(symbol);
        if (known !== undefined) {
          if (!known.inputs.includes(value.name)) known.inputs.push(value.name);
          continue;
        }
        const name = isUnknownDim(symbol) ? `${value.name}.${axis}` : symbol;
        found.set(symbol, { name, suggested: suggestSize(symbol, tensor, axis), inputs: [value.name] });
      }
    });
  }
  return [...found].map(([symbol, about]) => ({ symbol, ...about }));
}

/** The dimensions that must be fixed before a model can be timed, with suggestions. */
export const dynamicDims = (graph: Graph): readonly DynamicDim[] =>
  openSymbols(graph).map(({ name, suggested, inputs }) => ({ name, suggested, inputs }));
