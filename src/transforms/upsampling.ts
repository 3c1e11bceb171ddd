import type { Graph, Node } from '../graph';
import { staticShape, stringAttr } from './read';
import { type Refusal, refuse } from './rule';

export const upsamplingOps: readonly string[] = ['Resize', 'Upsample'];

/** Refuses a Resize or Upsample that does anything but repeat elements, each a whole number of times. */
export function repetitionRefusal(graph: Graph, node: Node): Refusal | null {
  const at = { node: node.id };
  if (stringAttr(node, 'mode', 'nearest') !== 'nearest') return refuse('it interpolates', at);
  if (stringAttr(node, 'coordinate_transformation_mode', 'half_pixel') === 'tf_crop_and_resize') {
    return refuse('it crops', at);
  }
  const [from, to] = [staticShape(graph, node.inputs[0]), staticShape(graph, node.outputs[0])];
  if (from === null || to === null) return refuse('the shapes are not known', at);
  const whole = from.length === to.length && from.every((size, i) => size > 0 && (to[i] ?? 0) % size === 0);
  return whole ? null : refuse('it does not enlarge by whole numbers', at);
}
