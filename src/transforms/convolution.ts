import { must } from '../core';
import type { Constant, Graph, Node, ValueId } from '../graph';
import { arithmeticRefusal } from './arithmetic';
import { type AttrSpec, withAttrs } from './attrs';
import type { Builder } from './builder';
import type { Match } from './match';
import { intAttr, intsAttr, shapeOf, staticShape, stringAttr } from './read';
import { type Refusal, type RuleContext, refuse } from './rule';
import { alongAxis, reshaped, sliced, summed, times } from './weights';

/** A Conv with its attributes resolved. Lists have one entry per spatial axis; `pads` two: all begins, then all ends. */
export interface Conv {
  readonly node: Node;
  readonly x: ValueId;
  readonly weights: ValueId;
  readonly bias: ValueId | null;
  readonly group: number;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  /** Spatial axes. */
  readonly spatial: number;
  /** Input and output channels. */
  readonly channels: number;
  readonly filters: number;
}

const numeric = (shape: readonly unknown[] | null): readonly number[] | null =>
  shape?.every((d): d is number => typeof d === 'number') ? (shape as readonly number[]) : null;

/** Strides, dilations and pads of a window; null where automatic padding depends on a size that is not known. */
export function windowOf(
  graph: Graph,
  node: Node,
  kernel: readonly number[],
): Pick<Conv, 'strides' | 'dilations' | 'pads'> | null {
  const spatial = kernel.length;
  const ones = kernel.map(() => 1);
  const list = (name: string): readonly number[] => {
    const given = intsAttr(node, name);
    return given === null || given.length === 0 ? ones : given;
  };
  const [strides, dilations] = [list('strides'), list('dilations')];
  const given = intsAttr(node, 'pads');
  const none = new Array<number>(2 * spatial).fill(0);
  const auto = stringAttr(node, 'auto_pad', 'NOTSET');
  if (auto === 'VALID') return { strides, dilations, pads: none };
  if (auto === 'NOTSET' || auto === '') {
    return { strides, dilations, pads: given === null || given.length === 0 ? none : given };
  }
  const sizes = numeric(shapeOf(graph, node.inputs[0])?.slice(2) ?? null);
  if (sizes === null || sizes.length !== spatial) return null;
  const pads = none.slice();
  for (const [i, size] of sizes.entries()) {
    const stride = strides[i] ?? 1;
    const reach = ((kernel[i] ?? 1) - 1) * (dilations[i] ?? 1) + 1;
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    const begin = auto === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
    pads[i] = begin;
    pads[spatial + i] = total - begin;
  }
  return { strides, dilations, pads };
}

/** Reads a Conv; null where the shape of its weights or its padding is not known. */
export function convOf(graph: Graph, node: Node): Conv | null {
  const [x = null, weights = null, bias = null] = node.inputs;
  const shape = numeric(shapeOf(graph, weights));
  if (node.op !== 'Conv' || x === null || weights === null || shape === null || shape.length < 3) return null;
  const [filters = 0, perGroup = 0, ...kernel] = shape;
  const window = windowOf(graph, node, kernel);
  if (window === null) return null;
  const group = intAttr(node, 'group', 1);
  const spatial = kernel.length;
  const channels = perGroup * group;
  return { node, x, weights, bias, group, kernel, spatial, channels, filters, ...window };
}

/** The Conv `conv` of a match over `x`, with the shape of its input; or why a rule that re-rounds cannot take it. */
export function sizedConv(
  m: Match,
  context: RuleContext,
): { readonly conv: Conv; readonly shape: readonly number[] } | Refusal {
  const refusal = arithmeticRefusal(context, m.value('x'));
  if (refusal !== null) return refusal;
  const conv = convOf(m.graph, m.node('conv'));
  const shape = staticShape(m.graph, m.value('x'));
  return conv === null || shape === null
    ? refuse('the shape of the input is not known', { value: m.value('x') })
    : { conv, shape };
}

type Geometry = Pick<Conv, 'group' | 'kernel' | 'strides' | 'dilations' | 'pads'>;

/** A Conv's attributes in full. */
export const convAttrs = (conv: Geometry): AttrSpec => ({
  group: conv.group,
  kernel_shape: conv.kernel,
  strides: conv.strides,
  dilations: conv.dilations,
  pads: conv.pads,
});

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** The same window at the same places. */
export const sameGeometry = (a: Geometry, b: Geometry): boolean =>
  a.group === b.group &&
  equal(a.kernel, b.kernel) &&
  equal(a.strides, b.strides) &&
  equal(a.dilations, b.dilations) &&
  equal(a.pads, b.pads);

export const isPointwise = (conv: Geometry): boolean => conv.kernel.every((k) => k === 1);
export const hasNoPads = (conv: Pick<Conv, 'pads'>): boolean => conv.pads.every((p) => p === 0);
export const hasUnitStrides = (conv: Pick<Conv, 'strides'>): boolean => conv.strides.every((s) => s === 1);

/** Weights whose output channels are multiplied by a vector; `w` as Conv or ConvTranspose wants it. */
export function scaledFilters(b: Builder, node: Node, w: Constant, scale: Constant): Constant {
  const group = intAttr(node, 'group', 1);
  const rank = w.shape.length;
  if (node.op === 'Conv') return times(b, w, alongAxis(b, scale, rank, 0));
  const [channels = 0, perGroup = 0, ...kernel] = w.shape;
  if (group === 1) return times(b, w, alongAxis(b, scale, rank, 1));
  const grouped = reshaped(b, w, [group, channels / group, perGroup, ...kernel]);
  const factors = reshaped(b, scale, [group, 1, perGroup, ...kernel.map(() => 1)]);
  return reshaped(b, times(b, grouped, factors), w.shape);
}

/** Weights whose input channels are multiplied by a vector. */
export function scaledChannels(b: Builder, node: Node, w: Constant, scale: Constant): Constant {
  const group = intAttr(node, 'group', 1);
  const rank = w.shape.length;
  if (node.op === 'ConvTranspose') return times(b, w, alongAxis(b, scale, rank, 0));
  const [filters = 0, perGroup = 0, ...kernel] = w.shape;
  if (group === 1) return times(b, w, alongAxis(b, scale, rank, 1));
  const grouped = reshaped(b, w, [group, filters / group, perGroup, ...kernel]);
  const factors = reshaped(b, scale, [group, 1, perGroup, ...kernel.map(() => 1)]);
  return reshaped(b, times(b, grouped, factors), w.shape);
}

/** What a shift of each input channel adds to each filter of a Conv whose windows all lie inside. */
export function shiftOfFilters(b: Builder, node: Node, w: Constant, shift: Constant): Constant {
  const group = intAttr(node, 'group', 1);
  const [filters = 0, perGroup = 0, ...kernel] = w.shape;
  // [filters, channels of the group]: what each channel's shift adds to each filter.
  const sums = summed(
    b,
    w,
    kernel.map((_, i) => i + 2),
  );
  const grouped = reshaped(b, sums, [group, filters / group, perGroup]);
  const perFilter = summed(b, times(b, grouped, reshaped(b, shift, [group, 1, perGroup])), [2]);
  return reshaped(b, perFilter, [filters]);
}

/** Output channels of a Conv's or ConvTranspose's weights. */
export function filtersOf(node: Node, weights: readonly number[]): number {
  const [first = 0, second = 0] = weights;
  return node.op === 'Conv' ? first : second * intAttr(node, 'group', 1);
}

/** A Conv's weights and bias for some of its output channels. */
export const filterRange = (
  b: Builder,
  weights: Constant,
  bias: Constant | null,
  start: number,
  end: number,
): readonly [Constant, Constant | null] => [
  sliced(b, weights, 0, start, end),
  bias === null ? null : sliced(b, bias, 0, start, end),
];

/** The same Conv or ConvTranspose over another input, weights and bias, with some attributes changed. */
export function convLike(
  b: Builder,
  node: Node,
  x: ValueId,
  weights: Constant | ValueId,
  bias: Constant | ValueId | null,
  attrs: AttrSpec = {},
): ValueId {
  const put = (c: Constant | ValueId): ValueId => (typeof c === 'number' ? c : b.add(c));
  const inputs = bias === null ? [x, put(weights)] : [x, put(weights), put(bias)];
  return must(b.again(node, inputs, withAttrs(node, attrs))[0], 'output of a convolution');
}
