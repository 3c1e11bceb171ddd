import { dimFloorDiv, dimMul, freshDim } from '../dim';
import type { Dim } from '../types';
import { freshDims, refuse } from './check';
import { outputCount } from './define';
import { entries } from './known';
import type { InferContext, OpSchema } from './schema';
import {
  attrFloat,
  attrFloats,
  attrInts,
  attrString,
  isWhole,
  knownInts,
  normalAxis,
  out,
  shape,
  tensor,
} from './support';
import { versioned } from './versioned';
import { elementwise } from './work';

/** floor(size · scale) in float32, as runtimes compute it; a symbolic size needs a scale n or 1/n. */
function scaled(size: Dim, scale: Dim): Dim {
  if (typeof scale !== 'number') return isWhole(scale) ? dimMul(size, scale) : freshDim();
  if (!(scale > 0 && Number.isFinite(scale))) refuse(`a scale of ${scale}`);
  if (typeof size === 'number') return Math.floor(Math.fround(size * Math.fround(scale)));
  if (Number.isInteger(scale)) return dimMul(size, scale);
  const inverse = Math.round(1 / scale);
  return Math.fround(1 / inverse) === Math.fround(scale) ? dimFloorDiv(size, inverse) : freshDim();
}

/** How many entries a shape or scale input has; 0 when that is not known. */
const entryCount = (context: InferContext, index: number): number => {
  const [n] = shape(context.inputs[index]) ?? [0];
  return typeof n === 'number' ? n : 0;
};

/** Sizes under `not_larger` and `not_smaller`: one scale for all resized axes. */
function keptRatio(
  policy: string,
  dims: readonly Dim[],
  axes: readonly number[],
  sizes: readonly Dim[],
): Dim[] {
  const ratios = axes.map((axis, i) => Number(sizes[i]) / Number(dims[axis]));
  if (ratios.some(Number.isNaN)) return freshDims(axes.length);
  const scale = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  return axes.map((axis) => Math.floor(scale * Number(dims[axis]) + 0.5));
}

/** The axes that scales or sizes speak of: the attribute's, or all. */
function axesOf(context: InferContext, rank: number): readonly number[] {
  const given = attrInts(context.node, 'axes');
  return given === null || given.length === 0
    ? Array.from({ length: rank }, (_, i) => i)
    : given.map((axis) => normalAxis(axis, rank));
}

/** `dims` with the entries at `axes` replaced. */
function replaced(
  dims: readonly Dim[],
  axes: readonly number[],
  by: readonly Dim[],
  what: string,
): readonly Dim[] {
  if (by.length !== axes.length) refuse(`${by.length} ${what} for ${axes.length} axes`);
  const result = dims.slice();
  axes.forEach((axis, i) => {
    result[axis] = by[i] ?? freshDim();
  });
  return result;
}

function resized(
  context: InferContext,
  dims: readonly Dim[],
  scalesAt: number,
  sizesAt: number,
): readonly Dim[] {
  const axes = axesOf(context, dims.length);
  const sizes = context.inputs[sizesAt] ?? null;
  // An empty tensor counts as left out: that is how versions before 13 did it.
  if (sizes !== null && entryCount(context, sizesAt) > 0) {
    const known = knownInts(sizes) ?? freshDims(axes.length);
    const policy = attrString(context.node, 'keep_aspect_ratio_policy', 'stretch');
    if (policy === 'stretch') return replaced(dims, axes, known, 'sizes');
    if (known.length !== axes.length) refuse(`${known.length} sizes for ${axes.length} axes`);
    return replaced(dims, axes, keptRatio(policy, dims, axes, known), 'sizes');
  }
  const scales = entries(context.inputs[scalesAt]);
  if (scales === null || (scales.length === 0 && sizes !== null))
    return replaced(dims, axes, freshDims(axes.length), 'axes');
  if (scales.length !== axes.length) refuse(`${scales.length} scales for ${axes.length} axes`);
  return replaced(
    dims,
    axes,
    axes.map((axis, i) => scaled(dims[axis] ?? 1, scales[i] ?? 1)),
    'scales',
  );
}

const inferResize =
  (scalesAt: number, sizesAt: number): OpSchema['infer'] =>
  (context) => {
    const x = tensor(context.inputs[0]);
    if (x === null) return [null];
    return [out(x.dtype, x.shape === null ? null : resized(context, x.shape, scalesAt, sizesAt))];
  };

/** Scales from attributes: one for each axis, or (version 1) for height and width of [N, C, H, W]. */
const inferUpsampleAttrs: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  if (x.shape === null) return [out(x.dtype, null)];
  const named = ['height_scale', 'width_scale'].map((name) => attrFloat(context.node, name, 1));
  const scales = attrFloats(context.node, 'scales') ?? [1, 1, ...named];
  if (scales.length !== x.shape.length) refuse(`${scales.length} scales for ${x.shape.length} axes`);
  return [
    out(
      x.dtype,
      x.shape.map((d, i) => scaled(d, scales[i] ?? 1)),
    ),
  ];
};

/** Operations for each result: none for the nearest neighbour, 2 neighbours an axis linearly, 4 with cubics. */
const resizeCost: OpSchema['cost'] = (context, outputs) => {
  const produced = outputCount(outputs);
  const dims = shape(context.inputs[0]);
  const to = outputs[0]?.type;
  if (produced === null || dims === null || to?.kind !== 'tensor' || to.shape === null) return null;
  const moving = dims.filter((d, i) => d !== to.shape?.[i]).length;
  const mode = attrString(context.node, 'mode', 'nearest');
  const taps = mode === 'nearest' ? 0 : mode === 'cubic' ? 4 : 2;
  return elementwise(taps === 0 ? 0 : produced * 2 * taps ** moving);
};

const modes =
  'coordinate_transformation_mode:string=half_pixel cubic_coeff_a:float=-0.75 exclude_outside:int=0 extrapolation_value:float=0 mode:string=nearest nearest_mode:string=round_prefer_floor';
const with18 = `${modes} antialias:int=0 axes:ints keep_aspect_ratio_policy:string=stretch`;
const upsample = { op: 'Upsample', inputs: 2, infer: inferResize(1, 9), cost: resizeCost } as const;

export const resizeSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'Resize', inputs: [1, 4], infer: inferResize(2, 3), cost: resizeCost }, [
    [10, 'mode:string=nearest', { inputs: 2, infer: inferResize(1, 9) }],
    [11, modes, { inputs: [3, 4] }],
    [13, modes],
    [18, with18],
    [19, with18],
  ]),
  ...versioned(upsample, [
    [1, 'mode:string=nearest height_scale:float width_scale:float', { inputs: 1, infer: inferUpsampleAttrs }],
    [7, 'mode:string=nearest scales:floats', { inputs: 1, infer: inferUpsampleAttrs }],
    [9, 'mode:string=nearest'],
    [10, 'mode:string=nearest'],
  ]),
];
