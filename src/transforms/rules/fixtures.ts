import {
  type BuilderOptions,
  type Dim,
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

/** A LayerNormalization whose scale, and shift unless there is none, are of this shape. */
export const layerNorm = (
  g: GraphBuilder,
  x: ValueId,
  { shape = [3], shift = true, attrs = {} }: LayerNormOptions = {},
): ValueId => {
  const scale = g.constant('scale', 'float32', shape);
  return g.op(
    'LayerNormalization',
    shift ? [x, scale, g.constant('shift', 'float32', shape)] : [x, scale],
    attrs,
  );
};

interface LayerNormOptions {
  readonly shape?: readonly number[];
  readonly shift?: boolean;
  readonly attrs?: Readonly<Record<string, PlainAttr>>;
}

/** A LayerNormalization that gives its mean too. */
export const layerNormWithMean = (
  g: GraphBuilder,
  x: ValueId,
): { readonly normalised: ValueId; readonly mean: ValueId } => {
  const inputs = [x, g.constant('scale', 'float32', [3]), g.constant('shift', 'float32', [3])];
  const [normalised = x, mean = x] = g.node('LayerNormalization', inputs, {}, { outputs: 2 });
  return { normalised, mean };
};

interface OneOptions {
  readonly shape?: readonly number[];
  readonly value?: number;
  readonly dtype?: DType;
}

/** 1 + exp(−x). @param one another 1, where a test is about that */
export const onePlusExponential = (
  g: GraphBuilder,
  x: ValueId,
  { shape = [], value = 1, dtype = 'float32' }: OneOptions = {},
): ValueId => g.op('Add', [g.constant('one', dtype, shape, [value]), g.op('Exp', [g.op('Neg', [x])])]);

interface ConvTransposedOptions {
  readonly group: number;
  readonly bias: boolean;
}

/** A ConvTranspose to six channels. */
export const convTransposed = (g: GraphBuilder, { group, bias }: ConvTransposedOptions): ValueId => {
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const w = g.constant('w', 'float32', [4, 6 / group, 3, 3]);
  const inputs = bias ? [x, w, g.constant('b', 'float32', [6])] : [x, w];
  return g.op('ConvTranspose', inputs, { group, pads: [1, 1, 1, 1] });
};

const byRepeating = {
  mode: 'nearest',
  coordinate_transformation_mode: 'asymmetric',
  nearest_mode: 'floor',
} as const;

/** A Resize by these scales, which repeats places unless its attributes say otherwise. */
export const enlarged = (
  g: GraphBuilder,
  x: ValueId,
  scales: readonly number[] = [1, 1, 2, 3],
  attrs: Readonly<Record<string, PlainAttr>> = byRepeating,
): ValueId => g.op('Resize', [x, null, g.constant('scales', 'float32', [scales.length], scales)], attrs);

/** A small map of two channels. */
export const smallMap = (g: GraphBuilder): ValueId => g.input('x', 'float32', [1, 2, 3, 2]);

interface RmsNormOptions {
  readonly shape?: readonly Dim[];
  readonly scale?: readonly number[];
  readonly dtype?: DType;
  /** Whether the scale is a constant. */
  readonly constant?: boolean;
  readonly attrs?: Readonly<Record<string, PlainAttr>>;
}

/** A graph of one RMSNormalization. */
export const rmsNorm = ({
  shape = [2, 3],
  scale = [3],
  dtype = 'float32',
  constant = true,
  attrs = { epsilon: 0.01 },
}: RmsNormOptions = {}): Graph =>
  graphOf(
    (g) => {
      const w = constant ? g.constant('w', dtype, scale) : g.input('w', dtype, scale);
      return g.op('RMSNormalization', [g.input('x', dtype, shape), w], attrs);
    },
    { opset: 23 },
  );

/** A constant of numbers that are all different, and not small. */
export const waves = (g: GraphBuilder, name: string, shape: readonly number[]): ValueId =>
  g.constant(
    name,
    'float32',
    shape,
    Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => Math.sin(i * 12.9898)),
  );
