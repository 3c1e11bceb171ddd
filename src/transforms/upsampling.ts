import { must } from '../core';
import type { Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { intAttr, shapeOf, staticShape, stringAttr } from './read';
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

/**
 * Refuses a Resize or Upsample unless every element of the larger map is one of its channel, or a mean of some: by
 * interpolation, between places that are the same in every channel, with weights that add up to one. `like` is a value with the
 * channels of what would be enlarged instead.
 */
export function enlargementRefusal(graph: Graph, node: Node, like: ValueId): Refusal | null {
  const at = { node: node.id };
  const linear = stringAttr(node, 'mode', 'nearest') === 'linear';
  const refusal = linear ? interpolationRefusal(graph, node) : repetitionRefusal(graph, node);
  if (refusal !== null) return refusal;
  const [from, to] = [staticShape(graph, node.inputs[0]), staticShape(graph, node.outputs[0])];
  if (from?.[0] !== to?.[0] || from?.[1] !== to?.[1]) return refuse('batch or channels are repeated', at);
  return sizesOf(graph, node) === null ? null : sizesRefusal(graph, node, like);
}

/** The sizes that a Resize is given; an empty list counts as none, as which older versions wrote it. */
function sizesOf(graph: Graph, { inputs: [, , , sizes = null] }: Node): ValueId | null {
  return sizes === null || shapeOf(graph, sizes)?.[0] === 0 ? null : sizes;
}

function interpolationRefusal(graph: Graph, node: Node): Refusal | null {
  const at = { node: node.id };
  if (stringAttr(node, 'coordinate_transformation_mode', 'half_pixel') === 'tf_crop_and_resize') {
    return refuse('it crops', at);
  }
  if (intAttr(node, 'antialias', 0) !== 0) return refuse('it smooths', at);
  const [from, to] = [staticShape(graph, node.inputs[0]), staticShape(graph, node.outputs[0])];
  if (from === null || to === null) return refuse('the shapes are not known', at);
  return from.every((size, i) => size > 0 && (to[i] ?? 0) >= size) ? null : refuse('it does not enlarge', at);
}

/** Sizes that are given are written anew, since they count the channels. */
function sizesRefusal(graph: Graph, node: Node, like: ValueId): Refusal | null {
  const at = { node: node.id };
  if (node.attrs.has('axes')) return refuse('its sizes are of some axes', at);
  if (stringAttr(node, 'keep_aspect_ratio_policy', 'stretch') !== 'stretch')
    return refuse('its sizes keep the aspect ratio', at);
  return channelsOf(graph, like) === null ? refuse('the channels are not known', { value: like }) : null;
}

function channelsOf(graph: Graph, id: ValueId): number | null {
  const channels = shapeOf(graph, id)?.[1];
  return typeof channels === 'number' ? channels : null;
}

/** The same enlargement of another map of as many places, with the channels of `like`. */
export function enlargedAlike(b: Builder, resize: Node, x: ValueId, like: ValueId): ValueId {
  const [, roi = null, scales = null] = resize.inputs;
  if (sizesOf(b.graph, resize) === null)
    return must(b.again(resize, [x, ...resize.inputs.slice(1)])[0], 'output');
  const [images, , ...places] = must(staticShape(b.graph, resize.outputs[0]), 'shape');
  const given = b.ints([must(images, 'images'), must(channelsOf(b.graph, like), 'channels'), ...places]);
  return must(b.again(resize, [x, roi, scales, given])[0], 'output');
}
