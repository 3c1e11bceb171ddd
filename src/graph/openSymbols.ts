import { isUnknownDim, symbolsOf } from './dim';
import type { Graph } from './graph';
import { suggestSize } from './suggestSize';
import type { Dim, TensorType, ValueType } from './types';

/** The tensor that a type is about, elements of sequences and optionals included. */
function tensorIn(type: ValueType | null): TensorType | null {
  if (type === null) return null;
  if (type.kind === 'tensor') return type;
  if (type.kind === 'sequence' || type.kind === 'optional') return tensorIn(type.element);
  return type.kind === 'map' ? tensorIn(type.value) : null;
}

/** A symbol in the dimensions of the inputs. */
export interface OpenSymbol {
  /** As it stands in the graph's dimensions. */
  readonly symbol: string;
  /** As people call it: the symbol, or `<input>.<axis>` where the model gives no name. */
  readonly name: string;
  readonly suggested: number;
  readonly inputs: readonly string[];
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
