import { type DType, dtypeOf } from '../dtype';
import type { Dim } from '../types';
import { convCost, convShape } from './conv';
import { perOutputElement } from './define';
import { matmulCost, matmulShape } from './matmul';
import type { InferContext, OpSchema } from './schema';
import { attrInt, dtype, normalAxis, out, shape } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

/** The type that an `output_dtype` attribute names, or null. */
const declared = (context: InferContext): DType | null => dtypeOf(attrInt(context.node, 'output_dtype', 0));

/** Scales of rank 1 go along `axis`, which must exist. */
function checkAxis(context: InferContext, x: readonly Dim[] | null): void {
  const scale = shape(context.inputs[1]);
  if (x !== null && scale !== null && scale.length === 1 && scale[0] !== 1 && x.length > 0)
    normalAxis(attrInt(context.node, 'axis', 1), x.length);
}

/** `x` → its shape in the zero point's type, the one `output_dtype` names, or uint8. */
const inferQuantize: OpSchema['infer'] = (context) => {
  const x = shape(context.inputs[0]);
  checkAxis(context, x);
  const zero = context.inputs[2] ?? null;
  const type = zero === null ? (declared(context) ?? 'uint8') : dtype(zero);
  return [out(type, x)];
};

/** `x` → its shape in `output_dtype`, the scale's type (19 and later), or float32. */
const inferDequantize: OpSchema['infer'] = (context) => {
  const x = shape(context.inputs[0]);
  checkAxis(context, x);
  const scale = dtype(context.inputs[1]);
  return [
    out(declared(context) ?? (context.version >= 19 || context.node.domain !== '' ? scale : 'float32'), x),
  ];
};

/** `x` → quantized to uint8, its scale and its zero point. */
const inferDynamicQuantize: OpSchema['infer'] = (context) => [
  out('uint8', shape(context.inputs[0])),
  out('float32', []),
  out('uint8', []),
];

/** `x, scale, zero, w, scale, zero, y_scale, y_zero, bias`. */
const inferQLinearConv: OpSchema['infer'] = (context) => {
  const element = dtype(context.inputs[7]) ?? dtype(context.inputs[0]);
  return [out(element, convShape(context, shape(context.inputs[0]), shape(context.inputs[3])))];
};

/** `a, scale, zero, b, scale, zero, y_scale, y_zero`. */
const inferQLinearMatMul: OpSchema['infer'] = (context) => {
  const element = dtype(context.inputs[7]) ?? dtype(context.inputs[0]);
  return [out(element, matmulShape(shape(context.inputs[0]), shape(context.inputs[3])))];
};

const quantize = {
  op: 'QuantizeLinear',
  inputs: [2, 3],
  infer: inferQuantize,
  cost: perOutputElement(3),
} as const;
const dequantize = {
  op: 'DequantizeLinear',
  inputs: [2, 3],
  infer: inferDequantize,
  cost: perOutputElement(2),
} as const;
const blocked = 'axis:int=1 block_size:int=0';
const late = `${blocked} output_dtype:int=0`;

export const quantizationSchemas: readonly OpSchema[] = [
  ...versioned(quantize, [
    [10, ''],
    [13, 'axis:int=1'],
    [19, 'axis:int=1 saturate:int=1'],
    [21, `${late} saturate:int=1`],
    [23, `${late} saturate:int=1 precision:int=0`],
    [24, `${late} saturate:int=1 precision:int=0`],
    [25, `${late} saturate:int=1 precision:int=0`],
    [28, `${late} saturate:int=1 precision:int=0`],
  ]),
  ...versioned({ ...quantize, domain: 'com.microsoft' }, [[1, `${late} saturate:int=1`]]),
  ...versioned(dequantize, [
    [10, ''],
    [13, 'axis:int=1'],
    [19, 'axis:int=1'],
    [21, blocked],
    [23, late],
    [24, late],
    [25, late],
    [28, late],
  ]),
  ...versioned({ ...dequantize, domain: 'com.microsoft' }, [[1, late]]),
  ...versioned(
    { op: 'DynamicQuantizeLinear', inputs: 1, outputs: 3, infer: inferDynamicQuantize, cost: perInput(5) },
    [[11, '']],
  ),
  ...versioned({ op: 'QLinearConv', inputs: [8, 9], infer: inferQLinearConv, cost: convCost(3, 8) }, [
    [10, 'group:int=1 pads:ints auto_pad:string=NOTSET strides:ints dilations:ints kernel_shape:ints'],
  ]),
  ...versioned({ op: 'QLinearMatMul', inputs: 8, infer: inferQLinearMatMul, cost: matmulCost }, [
    [10, ''],
    [21, ''],
  ]),
];
