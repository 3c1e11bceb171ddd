import type { Graph } from '../../graph';
import { fittingInputs } from './fittingInputs';
import type { OpenedModel } from './protocol';
import type { TestInputs } from './testInputs';

/** What is said of a model, and which of the person's own inputs do not fit it as it is now. */
export function tellUnused(described: OpenedModel, inputs: TestInputs, base: Graph): OpenedModel {
  const fitting = fittingInputs(inputs, base);
  const unused = [...inputs.keys()].filter((name) => !fitting.has(name));
  if (unused.length === 0) return described;
  const message = `Your test input for ${unused.join(', ')} does not fit these dimensions; generated numbers take its place.`;
  return { ...described, problems: [{ node: null, message }, ...described.problems] };
}
