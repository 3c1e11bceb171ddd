import { freshDim } from '../dim';
import type { Dim } from '../types';
import { freshDims, rankIn, refuse, sameType } from './check';
import { outputCount, perOutputElement } from './define';
import type { InferContext, OpSchema } from './schema';
import { attrInt, attrInts, knownInts, out, tensor } from './support';
import { versioned, versionedAll, wants } from './versioned';
import { windowCount, windowOf, windowSpan } from './window';
import { elementwise, perInput, product } from './work';

const any = Number.POSITIVE_INFINITY;

/** Shape of pooling over `x` [N, C, d1…]: [N, C, o1…]. Versions without an attribute ignore it. */
export function poolShape(context: InferContext, x: readonly Dim[], spatialFrom = 2): readonly Dim[] {
  rankIn(x, 'the input', 3, any);
  const spatial = x.slice(spatialFrom, spatialFrom + x.length - 2);
  const window = windowOf(context, spatial.length);
  const ceil = attrInt(context.node, 'ceil_mode', 0) === 1;
  const sizes = spatial.map((d, i) => windowCount(window, i, d, ceil));
  return [...x.slice(0, spatialFrom), ...sizes, ...x.slice(spatialFrom + spatial.length)];
}

const inferPool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null, out('int64', null)];
  const shape = x.shape === null ? null : poolShape(context, x.shape);
  const outputs = [out(x.dtype, shape)];
  if (wants(context, 1)) outputs.push(out('int64', shape));
  return outputs;
};

/** One operation for each place of the window, `extra` for each result. */
export const windowCost =
  (extra: number): OpSchema['cost'] =>
  ({ node }, outputs) => {
    const places = product(...(attrInts(node, 'kernel_shape') ?? [null]));
    const produced = outputCount(outputs);
    return elementwise(places === null || produced === null ? null : produced * (places + extra));
  };

/** [N, C, d1…] → [N, C, 1…]. */
const inferGlobalPool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 2, any);
  return [out(x.dtype, x.shape?.map((d, i) => (i < 2 ? d : 1)) ?? null)];
};

/** The inverse of MaxPool: [N, C, o1…] → [N, C, d1…], or the shape given as the third input. */
const inferMaxUnpool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 3, any);
  const asked = context.inputs[2] ?? null;
  if (asked !== null)
    return [out(x.dtype, knownInts(asked) ?? (x.shape === null ? null : freshDims(x.shape.length)))];
  if (x.shape === null) return [out(x.dtype, null)];
  const window = windowOf(context, x.shape.length - 2, null, false);
  return [
    out(x.dtype, [...x.shape.slice(0, 2), ...x.shape.slice(2).map((d, i) => windowSpan(window, i, d))]),
  ];
};

/** `x` [N, C, H, W], `rois` [R, 5] → [R, C, h, w]. */
const inferMaxRoiPool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  const rois = tensor(context.inputs[1]);
  sameType(x, rois, 'input and regions');
  rankIn(x?.shape ?? null, 'the input', 4);
  rankIn(rois?.shape ?? null, 'the regions', 2);
  const pooled = attrInts(context.node, 'pooled_shape');
  if (pooled?.length !== 2) refuse('pooled_shape must have two entries');
  const type = x?.dtype ?? rois?.dtype;
  if (type === undefined) return [null];
  return [out(type, [rois?.shape?.[0] ?? freshDim(), x?.shape?.[1] ?? freshDim(), ...pooled])];
};

/** `x` [N, C, H, W], `rois` [R, 4], batch indices [R] → [R, C, h, w]. */
const inferRoiAlign: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  const rois = tensor(context.inputs[1]);
  const batches = tensor(context.inputs[2]);
  rankIn(x?.shape ?? null, 'the input', 4);
  rankIn(rois?.shape ?? null, 'the regions', 2);
  rankIn(batches?.shape ?? null, 'the batch indices', 1);
  const type = x?.dtype ?? rois?.dtype;
  if (type === undefined) return [null];
  const size = ['output_height', 'output_width'].map((name) => attrInt(context.node, name, 1));
  const regions = rois?.shape?.[0] ?? batches?.shape?.[0] ?? freshDim();
  return [out(type, [regions, x?.shape?.[1] ?? freshDim(), ...size])];
};

/** Bilinear samples: about ten operations each, `sampling_ratio`² of them per result (2 a side when adaptive). */
const roiAlignCost: OpSchema['cost'] = ({ node }, outputs) => {
  const produced = outputCount(outputs);
  const ratio = attrInt(node, 'sampling_ratio', 0) || 2;
  return elementwise(produced === null ? null : produced * ratio * ratio * 10);
};

const base = 'pads:ints auto_pad:string=NOTSET strides:ints kernel_shape:ints';
const dilated = `${base} ceil_mode:int=0 dilations:ints`;
const average = `${base} count_include_pad:int=0`;
const indexed = `${dilated} storage_order:int=0`;
const roi =
  'mode:string=avg output_height:int=1 output_width:int=1 sampling_ratio:int=0 spatial_scale:float=1';
const pool = { inputs: 1, infer: inferPool } as const;

export const poolSchemas: readonly OpSchema[] = [
  ...versioned({ ...pool, op: 'AveragePool', cost: windowCost(1) }, [
    [1, base],
    [7, average],
    [10, `${average} ceil_mode:int=0`],
    [11, `${average} ceil_mode:int=0`],
    [19, `${dilated} count_include_pad:int=0`],
    [22, `${dilated} count_include_pad:int=0`],
  ]),
  ...versioned({ ...pool, op: 'MaxPool', outputs: [1, 2], cost: windowCost(0) }, [
    [1, base, { outputs: 1 }],
    [8, `${base} storage_order:int=0`],
    [10, indexed],
    [11, indexed],
    [12, indexed],
    [22, indexed],
  ]),
  ...versioned({ ...pool, op: 'LpPool', cost: windowCost(20) }, [
    [1, `${base} p:float=2`],
    [2, `${base} p:int=2`],
    [11, `${base} p:int=2`],
    [18, `${dilated} p:int=2`],
    [22, `${dilated} p:int=2`],
  ]),
  ...versionedAll(
    ['GlobalAveragePool', 'GlobalMaxPool'],
    { inputs: 1, infer: inferGlobalPool, cost: perInput(1) },
    [
      [1, ''],
      [22, ''],
    ],
  ),
  ...versioned({ op: 'GlobalLpPool', inputs: 1, infer: inferGlobalPool, cost: perInput(2) }, [
    [1, 'p:float=2'],
    [2, 'p:int=2'],
    [22, 'p:int=2'],
  ]),
  ...versioned({ op: 'MaxUnpool', inputs: [2, 3], infer: inferMaxUnpool }, [
    [9, 'pads:ints strides:ints kernel_shape:ints'],
    [11, 'pads:ints strides:ints kernel_shape:ints'],
    [22, 'pads:ints strides:ints kernel_shape:ints'],
  ]),
  ...versioned({ op: 'MaxRoiPool', inputs: 2, infer: inferMaxRoiPool, cost: perOutputElement(8) }, [
    [1, 'spatial_scale:float=1 pooled_shape:ints'],
    [22, 'spatial_scale:float=1 pooled_shape:ints'],
  ]),
  ...versioned({ op: 'RoiAlign', inputs: 3, infer: inferRoiAlign, cost: roiAlignCost }, [
    [10, roi],
    [16, `${roi} coordinate_transformation_mode:string=half_pixel`],
    [22, `${roi} coordinate_transformation_mode:string=half_pixel`],
  ]),
];
