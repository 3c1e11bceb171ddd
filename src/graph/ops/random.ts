import { freshDim } from '../dim';
import { type DType, dtypeOf } from '../dtype';
import { rankIn } from './check';
import { perOutputElement } from './define';
import type { InferContext, OpSchema } from './schema';
import { attrInt, attrInts, dtype, out, shape } from './support';
import { versioned } from './versioned';

/** The type that `dtype` names; without the attribute the fallback. */
const declared = (context: InferContext, fallback: DType | null): DType | null =>
  dtypeOf(attrInt(context.node, 'dtype', 0)) ?? fallback;

/** The shape in the attribute. */
const inferShaped: OpSchema['infer'] = (context) => [
  out(declared(context, 'float32'), attrInts(context.node, 'shape')),
];

/** The input's shape, in the declared type or its own. */
const inferLike: OpSchema['infer'] = (context) => [
  out(declared(context, dtype(context.inputs[0])), shape(context.inputs[0])),
];

/** [batch, classes] → [batch, sample_size]. */
const inferMultinomial: OpSchema['infer'] = (context) => {
  const x = shape(context.inputs[0]);
  rankIn(x, 'the input', 2);
  const samples = attrInt(context.node, 'sample_size', 1);
  return [out(declared(context, 'int32'), [x?.[0] ?? freshDim(), samples])];
};

/** A uniform number counts as ten operations, a normal one as thirty. */
const random = (
  op: string,
  inputs: number,
  infer: OpSchema['infer'],
  flops: number,
  since: readonly number[],
  attrs: string,
) =>
  versioned(
    { op, inputs, infer, cost: perOutputElement(flops), deterministic: false },
    since.map((version) => [version, attrs] as const),
  );

export const randomSchemas: readonly OpSchema[] = [
  ...random(
    'RandomNormal',
    0,
    inferShaped,
    30,
    [1, 22],
    'dtype:int=1 mean:float=0 scale:float=1 seed:float shape:ints',
  ),
  ...random('RandomNormalLike', 1, inferLike, 30, [1, 22], 'dtype:int mean:float=0 scale:float=1 seed:float'),
  ...random(
    'RandomUniform',
    0,
    inferShaped,
    10,
    [1, 22],
    'dtype:int=1 high:float=1 low:float=0 seed:float shape:ints',
  ),
  ...random('RandomUniformLike', 1, inferLike, 10, [1, 22], 'dtype:int high:float=1 low:float=0 seed:float'),
  ...random('Bernoulli', 1, inferLike, 10, [15, 22], 'dtype:int seed:float'),
  ...random('Multinomial', 1, inferMultinomial, 20, [7, 22], 'dtype:int=6 sample_size:int=1 seed:float'),
];
