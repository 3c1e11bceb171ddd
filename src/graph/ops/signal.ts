import { dimAdd, dimFloorDiv, dimMul, dimSub, freshDim } from '../dim';
import { dtypeOf } from '../dtype';
import type { Dim, Value } from '../types';
import { freshDims, rankIn, refuse } from './check';
import { outputCount, perOutputElement } from './define';
import type { InferContext, OpSchema } from './schema';
import { attrInt, knownInts, normalAxis, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { elementwise, length, size } from './work';

/** The one number that a scalar input holds; null when it is left out, fresh when it is not known. */
function scalar(value: Value | null | undefined): Dim | null {
  if (value === null || value === undefined) return null;
  const known = knownInts(value);
  return known === null ? freshDim() : (known[0] ?? freshDim());
}

const half = (n: Dim): Dim => dimAdd(dimFloorDiv(n, 2), 1);

/** The axis of a DFT: an input from version 20 on (default -2), an attribute before (default 1); null: not known. */
function dftAxis(context: InferContext): number | null {
  if (context.version < 20) return attrInt(context.node, 'axis', 1);
  if ((context.inputs[2] ?? null) === null) return -2;
  const [axis] = knownInts(context.inputs[2]) ?? [];
  return typeof axis === 'number' ? axis : null;
}

/**
 * `x` [batch, …, 1 or 2] → the same with 2 at the end and the transformed axis at `dft_length`, or at half of it and
 * one with `onesided`; inverse and onesided give real numbers (1 at the end).
 */
const inferDft: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 2, Number.POSITIVE_INFINITY);
  const at = dftAxis(context);
  if (x.shape === null) return [out(x.dtype, null)];
  if (at === null) return [out(x.dtype, freshDims(x.shape.length))];
  const axis = normalAxis(at, x.shape.length);
  if (axis === x.shape.length - 1) refuse('the last axis holds real and imaginary parts');
  const onesided = attrInt(context.node, 'onesided', 0) === 1;
  const inverse = attrInt(context.node, 'inverse', 0) === 1;
  const own = x.shape[axis] ?? 1;
  const given = scalar(context.inputs[1]) ?? (onesided && inverse ? dimMul(dimSub(own, 1), 2) : own);
  const dims = x.shape.slice();
  dims[axis] = onesided && !inverse ? half(given) : given;
  dims[dims.length - 1] = onesided && inverse ? 1 : 2;
  return [out(x.dtype, dims)];
};

/** A fast transform: 5·n·log2(n) operations for n complex numbers. */
const transformFlops = (transforms: number, n: number): number =>
  Math.round(transforms * 5 * n * Math.max(1, Math.log2(Math.max(1, n))));

const dftCost: OpSchema['cost'] = (context, outputs) => {
  const at = dftAxis(context);
  const produced = outputCount(outputs);
  const consumed = size(context.inputs[0]);
  if (at === null || produced === null || consumed === null) return null;
  const n = Math.max(length(context.inputs[0], at) ?? 0, length(outputs[0], at) ?? 0);
  const lines = consumed / (length(context.inputs[0], -1) || 1) / (length(context.inputs[0], at) || 1);
  return elementwise(transformFlops(lines, n));
};

/** `signal` [batch, samples, 1 or 2], step, window [n], frame length → [batch, frames, bins, 2]. */
const inferStft: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the signal', 2, 3);
  const step = scalar(context.inputs[1]) ?? freshDim();
  const frame = scalar(context.inputs[3]) ?? shape(context.inputs[2])?.[0] ?? freshDim();
  if (step === 0) refuse('a frame step of 0');
  const frames = dimAdd(dimFloorDiv(dimSub(x.shape?.[1] ?? freshDim(), frame), step), 1);
  const bins = attrInt(context.node, 'onesided', 1) === 1 ? half(frame) : frame;
  return [out(x.dtype, [x.shape?.[0] ?? freshDim(), frames, bins, 2])];
};

const stftCost: OpSchema['cost'] = (context, outputs) => {
  const frames = [length(outputs[0], 0), length(outputs[0], 1)];
  const bins = length(outputs[0], 2);
  if (frames[0] === null || frames[1] === null || bins === null) return null;
  const n = attrInt(context.node, 'onesided', 1) === 1 ? 2 * (bins - 1) : bins;
  return elementwise(transformFlops(Number(frames[0]) * Number(frames[1]), n));
};

const outputType = (context: InferContext) =>
  dtypeOf(attrInt(context.node, 'output_datatype', 1)) ?? 'float32';

/** Bins of the mel scale and a transform's length → [length/2 + 1, bins]. */
const inferMel: OpSchema['infer'] = (context) => {
  const bins = scalar(context.inputs[0]) ?? freshDim();
  const n = scalar(context.inputs[1]) ?? freshDim();
  return [out(outputType(context), [half(n), bins])];
};

/** A window's size → [size]. */
const inferWindow: OpSchema['infer'] = (context) => [
  out(outputType(context), [scalar(context.inputs[0]) ?? freshDim()]),
];

const windows = ['BlackmanWindow', 'HammingWindow', 'HannWindow'].flatMap((op) =>
  versioned({ op, inputs: 1, infer: inferWindow, cost: perOutputElement(15) }, [
    [17, 'output_datatype:int=1 periodic:int=1'],
  ]),
);

export const signalSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'DFT', inputs: [1, 3], infer: inferDft, cost: dftCost }, [
    [17, 'axis:int=1 inverse:int=0 onesided:int=0', { inputs: [1, 2] }],
    [20, 'inverse:int=0 onesided:int=0'],
  ]),
  ...versioned({ op: 'STFT', inputs: [2, 4], infer: inferStft, cost: stftCost }, [[17, 'onesided:int=1']]),
  ...versioned({ op: 'MelWeightMatrix', inputs: 5, infer: inferMel, cost: perOutputElement(4) }, [
    [17, 'output_datatype:int=1'],
  ]),
  ...windows,
];
