import type { HostTensor } from '../../bench';
import type { Graph, Value } from '../../graph';
import type { TestInputs } from './testInputs';

/** The person's own inputs that a graph takes: they were read for the dimensions of their time, which others may have followed. */
export function fittingInputs(inputs: TestInputs, graph: Graph): TestInputs {
  const open = new Map(graph.inputs.map((id) => [graph.value(id).name, graph.value(id)]));
  return new Map([...inputs].filter(([name, tensor]) => fits(open.get(name), tensor)));
}

function fits(input: Value | undefined, { dtype, shape }: HostTensor): boolean {
  if (input === undefined || input.constant !== null || input.type?.kind !== 'tensor') return false;
  const { type } = input;
  if (type.dtype !== dtype) return false;
  if (type.shape === null) return true;
  return (
    type.shape.length === shape.length && type.shape.every((d, i) => typeof d === 'string' || d === shape[i])
  );
}
