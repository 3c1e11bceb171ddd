import { must } from '../core';
import type { Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { intAttr, staticShape, stringAttr } from './read';
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
 * interpolation, between places that are the same in every channel, with weights that add up to one.
 */
export function enlargementRefusal(graph: Graph, node: Node): Refusal | null {
  const at = { node: node.id };
  if (node.attrs.has('axes')) return refuse('it names its axes', at);
  if (stringAttr(node, 'keep_aspect_ratio_policy', 'stretch') !== 'stretch')
    return refuse('it keeps the aspect ratio', at);
  const mode = stringAttr(node, 'mode', 'nearest');
  if (mode !== 'linear' && mode !== 'bilinear') {
    return mode === 'nearest' ? repetitionRefusal(graph, node) : refuse('it interpolates by cubics', at);
  }
  if (stringAttr(node, 'coordinate_transformation_mode', 'half_pixel') === 'tf_crop_and_resize') {
    return refuse('it crops', at);
  }
  if (intAttr(node, 'antialias', 0) !== 0) return refuse('it smooths', at);
  const [from, to] = [staticShape(graph, node.inputs[0]), staticShape(graph, node.outputs[0])];
  if (from === null || to === null) return refuse('the shapes are not known', at);
  return from.every((size, i) => size > 0 && (to[i] ?? 0) >= size) ? null : refuse('it does not enlarge', at);
}

/** The same enlargement of a map of as many places, of which sizes that are given must count the channels. */
export function enlargedAlike(b: Builder, resize: Node, x: ValueId): ValueId {
  const [, roi = null, scales = null, sizes = null] = resize.inputs;
  if (sizes === null) return must(b.again(resize, [x, ...resize.inputs.slice(1)])[0], 'output');
  const [images, , ...places] = must(staticShape(b.graph, resize.outputs[0]), 'shape');
  const channels = must(b.shape(x)?.[1], 'channels');
  const given = b.ints([must(images, 'images'), Number(channels), ...places]);
  return must(b.again(resize, [x, roi, scales, given])[0], 'output');
}
