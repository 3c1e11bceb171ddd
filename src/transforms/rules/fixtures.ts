import {
  type BuilderOptions,
  type DType,
  type Graph,
  type GraphBuilder,
  graphBuilder,
  type PlainAttr,
  type ValueId,
} from '../../graph';

/** Subgraphs that several rules' tests start from. */

/** A BatchNormalization with positive variances over `channels`. */
export function batchNorm(
  g: GraphBuilder,
  x: ValueId,
  channels: number,
  attrs: Readonly<Record<string, PlainAttr>> = {},
  name = 'bn',
): ValueId {
  const variance = Array.from({ length: channels }, (_, i) => 0.5 + 0.25 * i);
  return g.op(
    'BatchNormalization',
    [
      x,
      g.constant(`${name}.gamma`, 'float32', [channels]),
      g.constant(`${name}.beta`, 'float32', [channels]),
      g.constant(`${name}.mean`, 'float32', [channels]),
      g.constant(`${name}.variance`, 'float32', [channels], variance),
    ],
    attrs,
  );
}

/** A graph of f over two tensors [2, 3]. */
export function model(
  f: (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId,
  opset = 17,
  dtype: DType = 'float32',
): Graph {
  return graphOf((g) => f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3])), { opset });
}

/** A graph of one value. */
export function graphOf(build: (g: GraphBuilder) => ValueId, options: BuilderOptions = {}): Graph {
  const g = graphBuilder(options);
  g.output('z', build(g));
  return g.build();
}

/** A Slice of some axes, all by steps of 1. */
export const sliceOf = (
  g: GraphBuilder,
  x: ValueId,
  starts: readonly number[],
  ends: readonly number[],
  axes: readonly number[],
  name = 'cut',
): ValueId =>
  g.op('Slice', [x, g.ints(`${name}.s`, starts), g.ints(`${name}.e`, ends), g.ints(`${name}.a`, axes)]);

/** Indices 1, 0, 1, 1… of this shape: constant, or an input where they are given at run time, as a single one is. */
export const indicesOf = (g: GraphBuilder, shape: readonly number[], given = shape.length === 0): ValueId =>
  given
    ? g.input('i', 'int64', shape)
    : g.constant(
        'i',
        'int64',
        shape,
        Array.from({ length: shape.reduce((n, dim) => n * dim, 1) }, (_, k) => (k === 1 ? 0 : 1)),
      );
