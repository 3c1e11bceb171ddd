import { dimDivExact, dimMul, freshDim } from '../dim';
import type { Dim } from '../types';
import { freshDims, rankIn, refuse, same } from './check';
import { perOutputElement } from './define';
import type { OpSchema } from './schema';
import { attrInts, attrString, knownInts, normalAxis, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

const any = Number.POSITIVE_INFINITY;

/** `theta` [n, 2, 3] or [n, 3, 4], size [n, c, (d,) h, w] → [n, (d,) h, w, 2 or 3]. */
const inferAffineGrid: OpSchema['infer'] = (context) => {
  const theta = tensor(context.inputs[0]);
  rankIn(theta?.shape ?? null, 'theta', 3);
  if (theta === null) return [null];
  const size = knownInts(context.inputs[1]);
  if (size !== null && size.length !== 4 && size.length !== 5) refuse(`a size of ${size.length} entries`);
  const spatial =
    size === null ? (typeof theta.shape?.[1] === 'number' ? theta.shape[1] : null) : size.length - 2;
  if (spatial === null) return [out(theta.dtype, null)];
  const batch = theta.shape?.[0] ?? size?.[0] ?? freshDim();
  return [out(theta.dtype, [batch, ...(size?.slice(2) ?? freshDims(spatial)), spatial])];
};

/** `x` [n, c, d1…], `grid` [n, o1…, rank] → [n, c, o1…]. */
const inferGridSample: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  const grid = shape(context.inputs[1]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 3, any);
  if (x.shape !== null) rankIn(grid, 'the grid', x.shape.length);
  if (grid === null)
    return [out(x.dtype, x.shape && [...x.shape.slice(0, 2), ...freshDims(x.shape.length - 2)])];
  if (x.shape !== null) same(grid.at(-1), x.shape.length - 2, 'the number of coordinates');
  const batch = same(x.shape?.[0] ?? freshDim(), grid[0], 'the batch');
  return [out(x.dtype, [batch, x.shape?.[1] ?? freshDim(), ...grid.slice(1, -1)])];
};

/** `x` with `axes` (all by default) cut or padded to the given sizes. */
const inferCenterCropPad: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  if (x.shape === null) return [out(x.dtype, null)];
  const dims = x.shape.slice();
  const given = attrInts(context.node, 'axes');
  const axes = given?.map((axis) => normalAxis(axis, dims.length)) ?? dims.map((_, i) => i);
  const sizes = knownInts(context.inputs[1]) ?? freshDims(axes.length);
  if (sizes.length !== axes.length) refuse(`${sizes.length} sizes for ${axes.length} axes`);
  axes.forEach((axis, i) => {
    dims[axis] = sizes[i] ?? freshDim();
  });
  return [out(x.dtype, dims)];
};

/** `x` [n, c·block, l], image shape, block shape → [n, c, image…]. */
const inferCol2Im: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 3);
  const image = knownInts(context.inputs[1]);
  const block = knownInts(context.inputs[2]);
  if (image === null) {
    const [rank] = shape(context.inputs[1]) ?? [];
    return [out(x.dtype, typeof rank === 'number' ? freshDims(rank + 2) : null)];
  }
  const columns = x.shape?.[1] ?? freshDim();
  const channels = block === null ? null : dimDivExact(columns, block.reduce<Dim>(dimMul, 1));
  if (block !== null && channels === null && typeof columns === 'number')
    refuse(`${columns} columns are not a multiple of the block ${block}`);
  return [out(x.dtype, [x.shape?.[0] ?? freshDim(), channels ?? freshDim(), ...image])];
};

/** A file's bytes → [height, width, channels]. */
const inferImageDecoder: OpSchema['infer'] = (context) => {
  const gray = attrString(context.node, 'pixel_format', 'RGB') === 'Grayscale';
  return [out('uint8', [freshDim(), freshDim(), gray ? 1 : 3])];
};

/** Boxes [batch, n, 4], scores [batch, classes, n] → [selected, 3]; how many is known only at run time. */
const inferNonMaxSuppression: OpSchema['infer'] = (context) => {
  rankIn(shape(context.inputs[0]), 'the boxes', 3);
  rankIn(shape(context.inputs[1]), 'the scores', 3);
  return [out('int64', [freshDim(), 3])];
};

const grid = 'align_corners:int=0 padding_mode:string=zeros';

export const imageSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'AffineGrid', inputs: 2, infer: inferAffineGrid, cost: perOutputElement(6) }, [
    [20, 'align_corners:int=0'],
  ]),
  ...versioned({ op: 'GridSample', inputs: 2, infer: inferGridSample, cost: perOutputElement(11) }, [
    [16, `${grid} mode:string=bilinear`],
    [20, `${grid} mode:string=linear`],
    [22, `${grid} mode:string=linear`],
  ]),
  ...versioned({ op: 'CenterCropPad', inputs: 2, infer: inferCenterCropPad }, [[18, 'axes:ints']]),
  ...versioned({ op: 'Col2Im', inputs: 3, infer: inferCol2Im, cost: perInput(1) }, [
    [18, 'dilations:ints pads:ints strides:ints'],
  ]),
  ...versioned({ op: 'ImageDecoder', inputs: 1, infer: inferImageDecoder, cost: () => null }, [
    [20, 'pixel_format:string=RGB'],
  ]),
  ...versioned(
    {
      op: 'NonMaxSuppression',
      inputs: [2, 5],
      infer: inferNonMaxSuppression,
      // At least one look at every score; the comparisons depend on the data.
      cost: perInput(1, 1),
    },
    [
      [10, 'center_point_box:int=0'],
      [11, 'center_point_box:int=0'],
    ],
  ),
];
